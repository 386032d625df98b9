package io.lutra.cli.config;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param path where it stands in the file, such as {@code limits.pictures-per-day}
 * @param standard its value when nobody says anything
 * @param flag on the command line
 * @param meaning in a sentence or two, for people
 */
public record Key<T>(String path, Kind<T> kind, T standard, String flag, String meaning) {
    /** The variable of the environment. */
    public String variable() {
        return "LUTRA_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The default as it could be written. */
    public List<String> standardTexts() {
        return kind.writer().apply(standard);
    }
}
