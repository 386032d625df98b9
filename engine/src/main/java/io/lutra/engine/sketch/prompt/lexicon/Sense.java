package io.lutra.engine.sketch.prompt.lexicon;

import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that a word or phrase may mean. A phrase may have several senses; the parser chooses by context. */
public sealed interface Sense {
    /**
     * A thing that can be seen.
     *
     * @param candidates what it may be, best first; one or more
     * @param look what the word itself says about its looks ("puppy": baby)
     * @param worn what it wears by nature ("knight": a helmet)
     * @param held what it holds by nature
     */
    record Noun(List<Candidate> candidates, Look look, List<Subject.Worn> worn, List<Thing> held) implements Sense {
        /** Copies the lists. */
        public Noun {
            candidates = List.copyOf(candidates);
            worn = List.copyOf(worn);
            held = List.copyOf(held);
        }
    }

    /**
     * Says what something looks like: a colour, a size, a pattern, a trait.
     *
     * @param look what it adds
     */
    record Adjective(Look look) implements Sense {}

    /**
     * A number.
     *
     * @param count what it says
     * @param article whether it is a mere "a", which a following number overrides
     */
    record Quantity(Count count, boolean article) implements Sense {}

    /**
     * Many of something, or a measure of it: "a herd of", "a slice of".
     *
     * @param count how many of what follows "of"; empty if the word leaves the number as it is
     * @param scene where they are: a field; may be {@code UNSAID}
     */
    record Measure(Optional<Count> count, Scene scene) implements Sense {}

    /**
     * A place.
     *
     * @param scene the kind of place
     * @param after the prepositions after which the word means a place; empty if it always does
     */
    record Place(Scene scene, Set<String> after) implements Sense {
        /** Copies the set. */
        public Place {
            after = Set.copyOf(after);
        }
    }

    /** When, and in what weather; what is unsaid is {@code UNSAID}. */
    record Ambience(Time time, Weather weather, Season season, Scene scene) implements Sense {}

    /** How the picture is made. */
    record Styling(Idea.Style style) implements Sense {}

    /** What the picture feels like. */
    record Feeling(Idea.Mood mood) implements Sense {}

    /** How near it is seen. */
    record Shot(Idea.Framing framing) implements Sense {}

    /**
     * A preposition: what stands before it is {@code kind} what follows.
     *
     * @param inverted whether it is the other way round
     */
    record Link(Relation.Kind kind, boolean inverted) implements Sense {}

    /** Where in the picture: "on the left". */
    record Position(Subject.Placement placement) implements Sense {}

    /**
     * Something that is done.
     *
     * @param act what it does to its object
     * @param kind the relation to its object, for {@link Act#RELATE}
     * @param traits what the doer looks like
     * @param object the words of the object if the prompt names none; may be empty
     * @param scene where it is done; may be {@code UNSAID}
     * @param base the verb's base form
     * @param finite whether the form alone shows that it is a verb ("eats", "eating"), unlike "fish" or "dress"
     */
    record Verb(
            Act act,
            Relation.Kind kind,
            Set<Look.Trait> traits,
            String object,
            Scene scene,
            String base,
            boolean finite)
            implements Sense {
        /** Copies the traits. */
        public Verb {
            traits = Set.copyOf(traits);
        }

        /** What a verb does to its object. */
        public enum Act {
            WEAR,
            HOLD,
            RELATE,
            /** It has no object. */
            NONE
        }
    }

    /**
     * A part of a body or of a thing, which is no thing of its own: "with big blue eyes".
     *
     * @param covering whether its colour is the owner's ("fur", "skin", "petals")
     */
    record Part(boolean covering) implements Sense {}

    /** A word of grammar, which the parser knows by role. */
    record Grammar(Role role) implements Sense {
        /** What a word of grammar does. */
        public enum Role {
            THE,
            AND,
            OF,
            WITH,
            NOT,
            BE,
            IT,
            BACKGROUND,
            /** What follows is whose style it is: skipped up to the next comma. */
            STYLE_OF,
            /** "by", a preposition or the mark of an artist. */
            BY,
            /** "made of": what follows is a material. */
            MADE_OF,
            /** "hues of": what follows are colours. */
            HUES,
            /** "saying", "that reads": what follows, if quoted, is lettering. */
            SAYING,
            /** Known, and of no consequence. */
            NOISE
        }
    }
}
