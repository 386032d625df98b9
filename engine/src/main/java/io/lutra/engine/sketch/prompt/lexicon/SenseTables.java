package io.lutra.engine.sketch.prompt.lexicon;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the tables of words into a lexicon. What the value of a row may be is said in the first lines of each table.
 */
final class SenseTables {
    private static final double STEP_OF_EQUALS = 0.02;
    private static final double STEP_OF_MAKESHIFT = 0.25;

    private final Lexicon lexicon;

    SenseTables(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    void readAll() {
        read("grammar", (phrase, value) -> new Sense.Grammar(constant(Sense.Grammar.Role.class, value)));
        read("numbers", SenseTables::number);
        read("colours", SenseTables::colour);
        read("looks", SenseTables::look);
        read("places", SenseTables::place);
        read("ambience", SenseTables::ambience);
        read("styles", SenseTables::style);
        read("relations", SenseTables::relation);
        readVerbs();
        read("parts", (phrase, value) -> new Sense.Part(value.equals("covering")));
        read("noise", (phrase, value) -> new Sense.Grammar(Sense.Grammar.Role.NOISE));
        readNouns();
        readRoles();
    }

    private interface Reading {
        Sense of(String phrase, String value);
    }

    private void read(String table, Reading reading) {
        for (var row : Table.read(table)) {
            for (var phrase : row.phrases()) {
                lexicon.add(phrase, reading.of(phrase, row.value()));
            }
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private static Sense number(String phrase, String value) {
        return switch (value) {
            case "article" -> new Sense.Quantity(Count.ONE, true);
            case "measure" -> new Sense.Measure(Optional.empty(), Scene.UNSAID);
            default -> {
                var words = Table.split(value, " ");
                var last = words.getLast();
                boolean about = last.startsWith("~");
                var count = new Count(Integer.parseInt(about ? last.substring(1) : last), !about);
                var scene = words.getFirst().equals("field") ? Scene.MEADOW : Scene.UNSAID;
                yield words.size() > 1
                        ? new Sense.Measure(Optional.of(count), scene)
                        : new Sense.Quantity(count, false);
            }
        };
    }

    private static Sense colour(String phrase, String value) {
        var colours = new ArrayList<Colour>();
        String name = "";
        for (var word : Table.split(value, " ")) {
            if (word.startsWith("#")) {
                colours.add(new Colour(name, HexFormat.fromHexDigits(word.substring(1))));
            } else {
                name = word.replace('-', ' ');
            }
        }
        return new Sense.Adjective(new Look(colours, Look.Pattern.PLAIN, Look.Size.USUAL, Set.of()));
    }

    private static Sense look(String phrase, String value) {
        return new Sense.Adjective(lookOf(value));
    }

    private static Look lookOf(String value) {
        var pattern = Look.Pattern.PLAIN;
        var size = Look.Size.USUAL;
        var traits = EnumSet.noneOf(Look.Trait.class);
        for (var word : Table.split(value, " ")) {
            if (isConstant(Look.Pattern.class, word)) {
                pattern = constant(Look.Pattern.class, word);
            } else if (isConstant(Look.Size.class, word)) {
                size = constant(Look.Size.class, word);
            } else {
                traits.add(constant(Look.Trait.class, word));
            }
        }
        return new Look(List.of(), pattern, size, traits);
    }

    private static <E extends Enum<E>> boolean isConstant(Class<E> type, String word) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    private static Sense place(String phrase, String value) {
        var words = Table.split(value, " ");
        return new Sense.Place(constant(Scene.class, words.getFirst()), Set.copyOf(words.subList(1, words.size())));
    }

    private static Sense ambience(String phrase, String value) {
        var time = Time.UNSAID;
        var weather = Weather.UNSAID;
        var season = Season.UNSAID;
        var scene = Scene.UNSAID;
        for (var word : Table.split(value, " ")) {
            if (isConstant(Time.class, word)) {
                time = constant(Time.class, word);
            } else if (isConstant(Weather.class, word)) {
                weather = constant(Weather.class, word);
            } else if (isConstant(Season.class, word)) {
                season = constant(Season.class, word);
            } else {
                scene = constant(Scene.class, word);
            }
        }
        return new Sense.Ambience(time, weather, season, scene);
    }

    private static Sense style(String phrase, String value) {
        int blank = value.indexOf(' ');
        var name = value.substring(blank + 1);
        return switch (value.substring(0, blank)) {
            case "style" -> new Sense.Styling(constant(Idea.Style.class, name));
            case "mood" -> new Sense.Feeling(constant(Idea.Mood.class, name));
            case "framing" -> new Sense.Shot(constant(Idea.Framing.class, name));
            default -> throw new IllegalStateException("not a style: " + phrase + " = " + value);
        };
    }

    private static Sense relation(String phrase, String value) {
        if (value.startsWith("at ")) {
            return new Sense.Position(constant(Subject.Placement.class, value.substring(3)));
        }
        boolean inverted = value.startsWith("inverted ");
        var kind = inverted ? value.substring("inverted ".length()) : value;
        return new Sense.Link(constant(Relation.Kind.class, kind), inverted);
    }

    /** A row is {@code base form, irregular form, 中文 = act trait trait scene; default object}. */
    private void readVerbs() {
        for (var row : Table.read("verbs")) {
            var parts = row.value().split(";", 2);
            var base = row.phrases().getFirst();
            var object = parts.length > 1 ? parts[1].strip() : "";
            var forms = new LinkedHashSet<String>();
            for (var phrase : row.phrases()) {
                forms.addAll(formsOf(phrase));
            }
            for (var form : forms) {
                var verb = verb(parts[0], object, base, isFinite(form));
                if (verb.act() == Sense.Verb.Act.NONE || row.phrases().contains(form) || !isParticiple(form)) {
                    lexicon.add(form, verb);
                }
            }
        }
    }

    /** In prompts, "painted" and "loved" are said of what is painted and loved. */
    private static boolean isParticiple(String form) {
        return headOf(form).endsWith("ed");
    }

    private static String headOf(String phrase) {
        int blank = phrase.indexOf(' ');
        return blank < 0 ? phrase : phrase.substring(0, blank);
    }

    private static boolean isFinite(String form) {
        var head = headOf(form);
        return head.endsWith("ing") || head.endsWith("ed") || head.endsWith("s");
    }

    /** Of a phrase, the first word is inflected: "look at", "looking at". */
    private static Set<String> formsOf(String phrase) {
        if (phrase.startsWith("!") || phrase.codePointAt(0) > 0x2E80) {
            return Set.of(phrase.replace("!", ""));
        }
        var head = headOf(phrase);
        var rest = phrase.substring(head.length());
        var forms = new LinkedHashSet<String>();
        Lemmas.forms(head).forEach(form -> forms.add(form + rest));
        return forms;
    }

    private static Sense.Verb verb(String value, String object, String base, boolean finite) {
        var act = Sense.Verb.Act.NONE;
        var kind = Relation.Kind.WITH;
        var scene = Scene.UNSAID;
        var traits = EnumSet.noneOf(Look.Trait.class);
        for (var word : Table.split(value, " ")) {
            if (isConstant(Sense.Verb.Act.class, word)) {
                act = constant(Sense.Verb.Act.class, word);
            } else if (isConstant(Relation.Kind.class, word)) {
                act = Sense.Verb.Act.RELATE;
                kind = constant(Relation.Kind.class, word);
            } else if (isConstant(Look.Trait.class, word)) {
                traits.add(constant(Look.Trait.class, word));
            } else {
                scene = constant(Scene.class, word);
            }
        }
        return new Sense.Verb(act, kind, traits, object, scene, base, finite);
    }

    /** A row is {@code word, word = concept, concept > makeshift; look words; wear concept; hold concept}. */
    private void readNouns() {
        for (var row : Table.read("nouns")) {
            var parts = Table.split(row.value(), ";");
            var candidates = candidates(parts.getFirst());
            if (!candidates.isEmpty()) {
                var noun = noun(candidates, parts.subList(1, parts.size()));
                row.phrases().forEach(phrase -> lexicon.add(phrase, noun));
            }
        }
    }

    /** A row is {@code concept, concept = wear concept > makeshift; hold concept}. */
    private void readRoles() {
        for (var row : Table.read("roles")) {
            for (var slug : row.phrases()) {
                var candidates = candidates(slug);
                if (!candidates.isEmpty()) {
                    lexicon.addRole(candidates.getFirst().concept(), noun(candidates, Table.split(row.value(), ";")));
                }
            }
        }
    }

    private Sense.Noun noun(List<Candidate> candidates, List<String> parts) {
        var look = Look.UNSAID;
        var worn = new ArrayList<Subject.Worn>();
        var held = new ArrayList<Thing>();
        for (var part : parts) {
            if (part.startsWith("wear ")) {
                things(part.substring(5))
                        .forEach(thing -> lexicon.wornAt(thing.best().concept())
                                .ifPresent(place -> worn.add(new Subject.Worn(thing, place))));
            } else if (part.startsWith("hold ")) {
                held.addAll(things(part.substring(5)));
            } else if (part.contains("#")) {
                look = look.plus(((Sense.Adjective) colour("", part)).look());
            } else {
                look = look.plus(lookOf(part));
            }
        }
        return new Sense.Noun(candidates, look, worn, held);
    }

    private List<Thing> things(String slugs) {
        var candidates = candidates(slugs);
        return candidates.isEmpty()
                ? List.of()
                : List.of(new Thing(slugs.replace('-', ' '), candidates, Count.ONE, Look.UNSAID));
    }

    private List<Candidate> candidates(String value) {
        var candidates = new ArrayList<Candidate>();
        double level = 1;
        for (var rank : Table.split(value, ">")) {
            double score = level;
            for (var slug : Table.split(rank, ",")) {
                var id = lexicon.idOf(slug);
                if (id.isPresent()) {
                    candidates.add(new Candidate(id.get(), Math.max(score, 0)));
                    score -= STEP_OF_EQUALS;
                }
            }
            level -= STEP_OF_MAKESHIFT;
        }
        return candidates;
    }
}
