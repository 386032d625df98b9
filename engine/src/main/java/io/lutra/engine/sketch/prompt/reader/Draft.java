package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Exclusions;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An idea while the prompt is being read. Confined to one reading. */
final class Draft {
    /** More subjects than a picture can show. */
    private static final int MOST_SUBJECTS = 12;

    private static final Set<String> EMBLEMS = Set.of("badge", "logo", "icon", "app icon", "emblem", "crest", "mascot");
    private static final Set<String> LIGHTNING = Set.of("high-voltage", "cloud-with-lightning");

    /** The people whose hair a prompt may describe, and what drawings of them with other hair are called. */
    private static final Map<String, String> HAIRED = Map.ofEntries(
            Map.entry("woman", "woman"),
            Map.entry("girl", "woman"),
            Map.entry("woman-standing", "woman"),
            Map.entry("man", "man"),
            Map.entry("boy", "man"),
            Map.entry("man-standing", "man"),
            Map.entry("person", "person"));

    final List<SubjectDraft> subjects = new ArrayList<>();
    final Set<String> excludedWords = new LinkedHashSet<>();
    final Set<String> excludedConcepts = new LinkedHashSet<>();
    final List<Colour> excludedColours = new ArrayList<>();
    private final Set<Relation> relations = new LinkedHashSet<>();
    private final Set<Idea.Style> styles = new LinkedHashSet<>();
    private final Set<Idea.Mood> moods = EnumSet.noneOf(Idea.Mood.class);
    private final List<String> lettering = new ArrayList<>();
    private final Set<Backdrop.Feature> features = EnumSet.noneOf(Backdrop.Feature.class);
    private final List<Colour> backdropColours = new ArrayList<>();
    private Idea.Framing framing = Idea.Framing.UNSAID;
    private Scene scene = Scene.UNSAID;
    private Backdrop.Time time = Backdrop.Time.UNSAID;
    private Backdrop.Weather weather = Backdrop.Weather.UNSAID;
    private Backdrop.Season season = Backdrop.Season.UNSAID;

    int add(SubjectDraft subject) {
        subjects.add(subject);
        return subjects.size() - 1;
    }

    void relate(int from, Relation.Kind kind, int to) {
        if (from != to) {
            relations.add(new Relation(from, kind, to));
        }
    }

    /** Sets the scene unless the prompt has named one before. */
    void place(Scene found) {
        if (scene == Scene.UNSAID && found != Scene.UNSAID) {
            scene = found;
        }
    }

    /** Takes in what the prompt hints at, where it says nothing else. */
    void hint(String value) {
        switch (value) {
            case "autumn" -> season = season == Backdrop.Season.UNSAID ? Backdrop.Season.AUTUMN : season;
            case "winter" -> season = season == Backdrop.Season.UNSAID ? Backdrop.Season.WINTER : season;
            case "day" -> time = time == Backdrop.Time.UNSAID ? Backdrop.Time.DAY : time;
            case "night" -> time = time == Backdrop.Time.UNSAID ? Backdrop.Time.NIGHT : time;
            case "emblem" -> framing = framing == Idea.Framing.PATTERN ? framing : Idea.Framing.EMBLEM;
            case "plain" -> place(Scene.PLAIN);
            case "red-hair", "blond-hair", "curly-hair", "white-hair", "bald", "beard" -> dress(value);
            default -> features.add(Backdrop.Feature.valueOf(value.toUpperCase(Locale.ROOT)));
        }
    }

    /** Lets the first person have that hair. */
    private void dress(String hair) {
        for (var subject : subjects) {
            var kind = HAIRED.get(subject.concept());
            if (kind != null) {
                subject.candidates.replaceAll(c -> new Candidate(c.concept(), c.score() * .8));
                subject.candidates.addFirst(new Candidate(kind + "-" + hair, 1));
                return;
            }
        }
    }

    void colourBackdrop(List<Colour> colours) {
        colours.stream().filter(colour -> !backdropColours.contains(colour)).forEach(backdropColours::add);
    }

    void write(String text) {
        lettering.add(text);
    }

    /** Takes in what says nothing about subjects: time, weather, style, mood, framing. The first word on each wins. */
    void add(Sense sense) {
        switch (sense) {
            case Sense.Ambience ambience -> {
                time = time == Backdrop.Time.UNSAID ? ambience.time() : time;
                weather = weather == Backdrop.Weather.UNSAID ? ambience.weather() : weather;
                season = season == Backdrop.Season.UNSAID ? ambience.season() : season;
                if (ambience.scene() != Scene.UNSAID) {
                    place(ambience.scene());
                }
            }
            case Sense.Styling styling -> styles.add(styling.style());
            case Sense.Feeling feeling -> moods.add(feeling.mood());
            case Sense.Shot shot -> framing = framing == Idea.Framing.UNSAID ? shot.framing() : framing;
            case Sense.Noun _, Sense.Adjective _, Sense.Quantity _, Sense.Measure _, Sense.Place _, Sense.Link _ -> {}
            case Sense.Position _, Sense.Verb _, Sense.Part _, Sense.Grammar _ -> {}
        }
    }

    /** Whether nothing was found to show: no subject, no place, no text. */
    boolean isBlank() {
        return subjects.isEmpty() && scene == Scene.UNSAID && lettering.isEmpty();
    }

    Idea idea() {
        var kept = new ArrayList<Integer>();
        for (int i = 0; i < subjects.size() && kept.size() < MOST_SUBJECTS; i++) {
            if (!isExcluded(subjects.get(i))) {
                kept.add(i);
            }
        }
        var shown = kept.stream()
                .map(i -> subjects.get(i).subject())
                .map(this::withoutExcluded)
                .toList();
        var ties = relations.stream()
                .filter(r -> kept.contains(r.from()) && kept.contains(r.to()))
                .map(r -> new Relation(kept.indexOf(r.from()), r.kind(), kept.indexOf(r.to())))
                .toList();
        var backdrop = new Backdrop(scene, backdropColours, time, weather, season, features);
        var exclusions = new Exclusions(excludedWords, excludedConcepts, excludedColours);
        return new Idea(shown, ties, backdrop, List.copyOf(styles), moods, framing, lettering, exclusions);
    }

    /** Whether only hair is meant, not somebody "with red hair". */
    private static boolean isHair(String words) {
        return words.endsWith(" hair") && !words.contains(" with ");
    }

    /** Whether the place shows it anyway. */
    private boolean isPainted(SubjectDraft subject) {
        var concept = subject.concept();
        return (features.contains(Backdrop.Feature.LIGHTNING) && LIGHTNING.contains(concept))
                || (features.contains(Backdrop.Feature.NEON) && subject.words.startsWith("neon"));
    }

    private boolean isExcluded(SubjectDraft subject) {
        return isPainted(subject)
                || isHair(subject.words)
                || (framing == Idea.Framing.EMBLEM && EMBLEMS.contains(subject.words))
                || excludedConcepts.contains(subject.concept())
                || excludedWords.contains(subject.words);
    }

    private Subject withoutExcluded(Subject subject) {
        var worn = subject.worn().stream()
                .filter(w -> !excludedConcepts.contains(w.thing().best().concept()))
                .toList();
        var held = subject.held().stream()
                .filter(h -> !excludedConcepts.contains(h.best().concept()))
                .toList();
        return new Subject(subject.thing(), worn, held, subject.placement());
    }
}
