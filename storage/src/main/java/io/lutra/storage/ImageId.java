package io.lutra.storage;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a kept picture: 32 lower-case hexadecimal digits, enough of them random that nobody guesses one. Nothing else can
 * be one, so it is safe as part of a path or a URL.
 */
public record ImageId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Refuses what is not of the form. */
    public ImageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an image id");
        }
    }

    /** The id that a string of unknown origin is, if it is one. */
    public static Optional<ImageId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new ImageId(value)) : Optional.empty();
    }

    /** A new id of 128 random bits. */
    public static ImageId random(RandomGenerator random) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return new ImageId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
