package io.lutra.api.request;

import java.util.Optional;
import java.util.regex.Pattern;

/** A picture's size, in pixels. */
public record Size(int width, int height) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

    /** A square. */
    public static Size square(int side) {
        return new Size(side, side);
    }

    /** The size that a string such as {@code 512x512} says, if it says one with positive sides. */
    public static Optional<Size> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var size = new Size(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
        return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
    }

    /** As in {@code 512x512}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
