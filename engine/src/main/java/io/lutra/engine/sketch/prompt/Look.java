package io.lutra.engine.sketch.prompt;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a thing looks like, as far as the prompt says.
 *
 * @param colours colours in the order of the prompt, also those of materials ("golden", "wooden"); empty if unsaid
 * @param pattern how the colours lie
 * @param size compared with what is usual
 * @param traits age, temper and state
 */
public record Look(List<Colour> colours, Pattern pattern, Size size, Set<Trait> traits) {
    /** Nothing said. */
    public static final Look UNSAID = new Look(List.of(), Pattern.PLAIN, Size.USUAL, Set.of());

    /** Copies the collections. */
    public Look {
        colours = List.copyOf(colours);
        traits = Set.copyOf(traits);
    }

    /** This and what another says: colours and traits of both, the other's pattern and size where it has one. */
    public Look plus(Look other) {
        var joined = new LinkedHashSet<>(colours);
        joined.addAll(other.colours);
        var both = new HashSet<>(traits);
        both.addAll(other.traits);
        return new Look(
                List.copyOf(joined),
                other.pattern == Pattern.PLAIN ? pattern : other.pattern,
                other.size == Size.USUAL ? size : other.size,
                both);
    }

    /** Nothing but these traits. */
    public static Look of(Set<Trait> traits) {
        return new Look(List.of(), Pattern.PLAIN, Size.USUAL, traits);
    }

    /** How colours lie on a thing. */
    public enum Pattern {
        PLAIN,
        STRIPED,
        SPOTTED,
        CHECKED,
        /** All colours of the rainbow; {@link Look#colours()} need not name them. */
        RAINBOW
    }

    /** Compared with what is usual for the thing. */
    public enum Size {
        TINY(0.4),
        SMALL(0.65),
        USUAL(1),
        LARGE(1.4),
        HUGE(2);

        private final double scale;

        Size(double scale) {
            this.scale = scale;
        }

        /** Factor on the usual width and height. */
        public double scale() {
            return scale;
        }
    }

    /** Age, temper and state. */
    public enum Trait {
        CUTE,
        BABY,
        YOUNG,
        OLD,
        HAPPY,
        SAD,
        ANGRY,
        SCARED,
        SURPRISED,
        FUNNY,
        SLEEPING,
        RUNNING,
        JUMPING,
        FLYING,
        SWIMMING,
        SITTING,
        STANDING,
        DANCING,
        THINKING,
        /** Gives off light. */
        GLOWING,
        /** See-through. */
        GHOSTLY,
        BURNING,
        WET,
        BROKEN,
        FAT,
        THIN,
        TALL,
        SHORT,
        ROUND,
        FLUFFY,
        ROBOTIC,
        UPSIDE_DOWN
    }
}
