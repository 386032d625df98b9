package io.lutra.cli.draw;

import java.util.OptionalLong;

/**
 * A finished picture.
 *
 * @param index of the picture in its order, from 0
 * @param origin what is known of how it came about
 * @param bytes the encoded picture; not to be changed
 */
public record DrawnPicture(int index, Origin origin, byte[] bytes) {
    /**
     * How a picture came about.
     *
     * @param model what drew it; empty if the server does not say
     * @param seed that it can be drawn with again, in decimal digits; empty if the server does not say
     */
    public record Origin(String model, String seed) {
        /** The seed as a number. */
        public OptionalLong number() {
            return seed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seed));
        }
    }
}
