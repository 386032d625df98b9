package io.lutra.engine.sketch.prompt.lexicon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of words in the resources beside the prompt package: one row a line, {@code phrase, phrase = value}; a line that
 * begins with {@code #} and a blank is a comment.
 */
final class Table {
    private Table() {}

    /**
     * A row.
     *
     * @param phrases one or more
     * @param value what stands after the equals sign; empty if there is none
     */
    record Row(List<String> phrases, String value) {}

    /** The rows of the table {@code name}, in order. */
    static List<Row> read(String name) {
        var path = "/io/lutra/engine/sketch/prompt/" + name + ".txt";
        var stream = Table.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("the resource " + path + " is missing");
        }
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var rows = new ArrayList<Row>();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("# ")) {
                    rows.add(row(line));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + path, e);
        }
    }

    private static Row row(String line) {
        int equals = line.indexOf('=');
        var left = equals < 0 ? line : line.substring(0, equals);
        return new Row(
                split(left, ","), equals < 0 ? "" : line.substring(equals + 1).strip());
    }

    /** The parts between the separators, without blanks around them; none of them empty. */
    static List<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
