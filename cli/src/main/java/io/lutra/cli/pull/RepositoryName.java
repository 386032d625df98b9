package io.lutra.cli.pull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository on the host and the revision that is asked for.
 *
 * @param path owner and name, such as {@code stabilityai/sdxl-turbo}
 * @param revision a branch, a tag or a commit
 */
public record RepositoryName(String path, String revision) {
    private static final Pattern FORMAT =
            Pattern.compile("(?<path>[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?)(@(?<revision>[\\w./-]+))?");

    /**
     * Reads {@code OWNER/NAME[@REVISION]}.
     *
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static RepositoryName parse(String text) {
        var matcher = FORMAT.matcher(text);
        if (!matcher.matches() || text.contains("..")) {
            throw new IllegalArgumentException(
                    "a repository is written OWNER/NAME or OWNER/NAME@REVISION, but this is " + text);
        }
        String revision = matcher.group("revision");
        return new RepositoryName(matcher.group("path"), revision == null ? "main" : revision);
    }

    /** What the model is called here, unless the user says otherwise. */
    public String localName() {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
