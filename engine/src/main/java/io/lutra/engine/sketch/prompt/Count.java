package io.lutra.engine.sketch.prompt;

/**
 * How many of a thing.
 *
 * @param number 1 to {@link #MOST}
 * @param exact whether the prompt gives this very number ("three"); else it is about right ("a few", "birds")
 */
public record Count(int number, boolean exact) {
    /** The largest number: a prompt that asks for more gets this many, no longer exact. */
    public static final int MOST = 100;

    /** One, as in "a cat". */
    public static final Count ONE = new Count(1, true);

    /** Refuses a number outside of its range. */
    public Count {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("count must be from 1 to " + MOST + ", but is " + number);
        }
    }
}
