package io.lutra.cli.config;

import java.util.stream.Collectors;

/** Describes every key for people. */
public final class Reference {
    private Reference() {}

    /** A table in Markdown, a row for each key. */
    public static String markdown() {
        var rows = Keys.ALL.stream().map(Reference::row).collect(Collectors.joining());
        return "| key | what | default | environment | flag |\n|---|---|---|---|---|\n" + rows;
    }

    private static String row(Key<?> key) {
        var standard = String.join(", ", key.standardTexts());
        return "| `%s` | %s %s | %s | `%s` | `%s` |%n"
                .formatted(
                        key.path(),
                        key.meaning().replace("|", "\\|"),
                        allowed(key.kind().told()).replace("|", "\\|"),
                        standard.isEmpty() ? "" : "`" + standard + "`",
                        key.variable(),
                        key.flag());
    }

    private static String allowed(String told) {
        return "*" + Character.toUpperCase(told.charAt(0)) + told.substring(1) + ".*";
    }
}
