package io.lutra.engine.sketch.backdrop;

/**
 * Where things stand. Heights are fractions of the picture's, downwards.
 *
 * @param horizon where the ground ends, far off
 * @param back the farthest height at which something may stand
 * @param front the nearest
 * @param surface what they stand on
 */
public record Floor(double horizon, double back, double front, Surface surface) {
    /** What things stand on. */
    public enum Surface {
        GROUND,
        TABLE,
        /** Things swim in it, half covered. */
        WATER,
        /** Nothing: things float. */
        NONE
    }
}
