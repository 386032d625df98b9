package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A subject while the prompt is being read. Confined to one reading. */
final class SubjectDraft {
    final String words;
    final List<Candidate> candidates;
    final List<Subject.Worn> worn = new ArrayList<>();
    final List<Thing> held = new ArrayList<>();
    Count count;
    Subject.Placement placement = Subject.Placement.ANYWHERE;
    private Look look = Look.UNSAID;

    SubjectDraft(String words, List<Candidate> candidates, Count count) {
        this.words = words;
        this.candidates = new ArrayList<>(candidates);
        this.count = count;
    }

    String concept() {
        return candidates.getFirst().concept();
    }

    /** Adds what another word says about the looks; a later colour joins the earlier ones. */
    void add(Look more) {
        look = look.plus(more);
    }

    boolean hasColours() {
        return !look.colours().isEmpty();
    }

    /** Puts the candidates that satisfy the test first, keeping the order otherwise; the first gets the best score. */
    void prefer(Predicate<String> test) {
        var preferred = candidates.stream().filter(c -> test.test(c.concept())).toList();
        if (!preferred.isEmpty() && preferred.size() < candidates.size()) {
            double best = candidates.getFirst().score();
            var rest = candidates.stream().filter(c -> !test.test(c.concept())).toList();
            candidates.clear();
            preferred.forEach(c -> candidates.add(new Candidate(c.concept(), best)));
            rest.forEach(c -> candidates.add(new Candidate(c.concept(), c.score() / 2)));
        }
    }

    Thing thing() {
        return new Thing(words, candidates, count, look);
    }

    Subject subject() {
        return new Subject(thing(), worn, held, placement);
    }
}
