package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes an idea in one line, so that a table of prompts can be read: {@code 2x cat(red, cute) [wears beret] [holds balloon]
 * | 0 on 1 | beach night | watercolor}.
 */
final class Notation {
    private Notation() {}

    static String of(Idea idea) {
        var parts = new ArrayList<String>();
        parts.add(idea.subjects().stream().map(Notation::of).collect(Collectors.joining(" + ")));
        parts.add(idea.relations().stream()
                .map(r -> r.from() + " " + lower(r.kind()) + " " + r.to())
                .collect(Collectors.joining(", ")));
        parts.add(of(idea.backdrop()));
        parts.add(idea.styles().stream().map(Notation::lower).collect(Collectors.joining(" ")));
        parts.add(idea.moods().stream().map(Notation::lower).sorted().collect(Collectors.joining(" ")));
        parts.add(idea.framing() == Idea.Framing.UNSAID ? "" : lower(idea.framing()));
        parts.add(idea.lettering().stream().map(t -> '"' + t + '"').collect(Collectors.joining(" ")));
        parts.add(
                idea.exclusions().words().stream().sorted().map(w -> "no " + w).collect(Collectors.joining(", ")));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" | "));
    }

    private static String of(Subject subject) {
        var text = new StringBuilder(of(subject.thing()));
        subject.worn()
                .forEach(w -> text.append(" [wears ").append(of(w.thing())).append(']'));
        subject.held().forEach(h -> text.append(" [holds ").append(of(h)).append(']'));
        if (subject.placement() != Subject.Placement.ANYWHERE) {
            text.append(" @").append(lower(subject.placement()));
        }
        return text.toString();
    }

    private static String of(Thing thing) {
        var count = thing.count().exact() && thing.count().number() == 1
                ? ""
                : (thing.count().exact() ? "" : "~") + thing.count().number() + "x ";
        var look = of(thing.look());
        return count + thing.best().concept() + (look.isEmpty() ? "" : "(" + look + ")");
    }

    private static String of(Look look) {
        var words = new ArrayList<String>();
        look.colours().stream().map(Colour::name).forEach(words::add);
        if (look.pattern() != Look.Pattern.PLAIN) {
            words.add(lower(look.pattern()));
        }
        if (look.size() != Look.Size.USUAL) {
            words.add(lower(look.size()));
        }
        look.traits().stream().map(Notation::lower).sorted().forEach(words::add);
        return String.join(" ", words);
    }

    private static String of(Backdrop backdrop) {
        var words = new ArrayList<String>();
        for (var part : List.of(backdrop.scene(), backdrop.time(), backdrop.weather(), backdrop.season())) {
            if (!part.name().equals("UNSAID")) {
                words.add(lower(part));
            }
        }
        backdrop.colours().forEach(colour -> words.add("#" + colour.name()));
        return words.isEmpty() ? "" : "in " + String.join(" ", words);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
