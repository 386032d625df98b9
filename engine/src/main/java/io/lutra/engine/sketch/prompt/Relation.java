package io.lutra.engine.sketch.prompt;

/**
 * How one subject stands to another: {@code from} is {@code kind} {@code to}.
 *
 * @param from index of a subject
 * @param kind the relation
 * @param to index of another subject
 */
public record Relation(int from, Kind kind, int to) {
    /** Refuses negative indices and a subject that stands to itself. */
    public Relation {
        if (from < 0 || to < 0 || from == to) {
            throw new IllegalArgumentException("no relation: " + from + " " + kind + " " + to);
        }
    }

    /** The relations that can be drawn. */
    public enum Kind {
        LEFT_OF,
        RIGHT_OF,
        /** Higher, without touching. */
        ABOVE,
        /** Lower, without touching. */
        BELOW,
        IN_FRONT_OF,
        BEHIND,
        /** Standing or lying on top of it. */
        ON,
        /** Below it and sheltered or covered by it ("under an umbrella"). */
        UNDER,
        /** In it: "in a box". */
        INSIDE,
        /** Next to it, on either side. */
        BESIDE,
        /** In the middle of {@code to} (if that is several) or of all the {@code to}s that {@code from} is between. */
        BETWEEN,
        /** {@code from} are several, set around {@code to}. */
        AROUND,
        /** Together, no place said. */
        WITH,
        /** Sitting on or in it, moving: horse, bicycle, boat. */
        RIDING,
        /** Turned towards it, a little apart. */
        FACING,
        /** Running after it, both heading the same way. */
        CHASING,
        /** So close that they touch: hugging, kissing, fighting. */
        TOUCHING
    }
}
