package io.lutra.cli.config;

import io.lutra.cli.config.Kind.Shape;
import io.lutra.cli.config.YamlNode.Mapping;
import io.lutra.cli.config.YamlNode.Scalar;
import io.lutra.cli.config.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the keys in a configuration file. Used by one thread, once. */
final class ConfigFile {
    private static final Set<String> PARTS_OF_A_PATH = Set.of("name", "path");

    private final Path file;
    private final Map<String, Key<?>> keys;
    private final Map<String, Written> found = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigFile(Path file, List<Key<?>> keys) {
        this.file = file;
        this.keys = keys.stream().collect(Collectors.toMap(Key::path, key -> key));
    }

    /** What a file says about a key: its texts, as {@link Kind#reader} takes them. */
    record Written(List<String> texts, int line) {}

    /**
     * The texts of each key that a file names, by path.
     *
     * @param problems collects what is wrong
     */
    static Map<String, Written> read(Path file, List<Key<?>> keys, List<String> problems) {
        var reading = new ConfigFile(file, keys);
        reading.section("", YamlNode.read(file));
        problems.addAll(reading.problems);
        return reading.found;
    }

    private void section(String prefix, Mapping mapping) {
        mapping.entries().forEach((name, node) -> {
            var path = prefix + name;
            var key = keys.get(path);
            if (key != null) {
                value(key, node);
            } else if (isSection(path) && node instanceof Mapping inner) {
                section(path + ".", inner);
            } else if (isSection(path)) {
                if (!(node instanceof Scalar(var text, var line)) || !text.isEmpty()) {
                    problem(node, "\"" + path + "\" has keys of its own: " + String.join(", ", within(path + ".")));
                }
            } else {
                problem(node, "unknown key \"" + path + "\"" + suggestion(prefix, name));
            }
        });
    }

    private boolean isSection(String path) {
        return keys.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
    }

    /** The names that are known behind a prefix. */
    private List<String> within(String prefix) {
        return keys.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    /** First a name that is known here, else a key of any section that ends so. */
    private String suggestion(String prefix, String name) {
        var here = Suggestion.nearest(name, within(prefix)).map(near -> prefix + near);
        var elsewhere = keys.keySet().stream()
                .filter(key -> key.endsWith("." + name) || key.equals(name))
                .findFirst();
        var whole = Suggestion.nearest(prefix + name, keys.keySet());
        return elsewhere
                .or(() -> here)
                .or(() -> whole)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private void value(Key<?> key, YamlNode node) {
        switch (node) {
            case Scalar(var text, var line) when text.isEmpty() -> {
                // A key without a value, as examples have them: the default holds.
            }
            case Scalar(var text, var line) ->
                put(key, List.of(key.kind().shape() == Shape.PATH ? resolved(text) : text), line);
            case Sequence(var items, var line)
            when key.kind().shape() == Shape.NAMED_PATHS -> {
                var texts = new ArrayList<String>();
                items.forEach(item -> texts.add(namedPath(key, item)));
                put(key, texts, line);
            }
            case Sequence(var items, var line)
            when key.kind().shape() == Shape.WORDS -> {
                var texts = new ArrayList<String>();
                for (var item : items) {
                    if (item instanceof Scalar(var text, var at)) {
                        texts.add(text);
                    } else {
                        problem(item, "an entry of " + key.path() + " is one word");
                    }
                }
                put(key, texts, line);
            }
            case Mapping(var entries, var line)
            when key.kind().shape() == Shape.MAP -> {
                var texts = new ArrayList<String>();
                entries.forEach((name, word) -> {
                    if (word instanceof Scalar(var text, var at)) {
                        texts.add(name + "=" + text);
                    } else {
                        problem(word, key.path() + "." + name + " takes one word");
                    }
                });
                put(key, texts, line);
            }
            case Sequence other ->
                problem(node, key.path() + " takes " + key.kind().told() + ", not a list");
            case Mapping other ->
                problem(node, key.path() + " takes " + key.kind().told() + ", not keys of its own");
        }
    }

    private String namedPath(Key<?> key, YamlNode item) {
        return switch (item) {
            case Scalar(var text, var line) -> text;
            case Mapping(var entries, var line) -> {
                entries.forEach((part, node) -> {
                    if (!PARTS_OF_A_PATH.contains(part)) {
                        problem(
                                node,
                                "unknown key \"" + part + "\" in " + key.path()
                                        + Suggestion.told(part, PARTS_OF_A_PATH));
                    }
                });
                var name = text(entries, "name");
                var path = text(entries, "path");
                if (name.isEmpty() && path.isEmpty()) {
                    problem(item, "an entry of " + key.path() + " has a path, a name, or both");
                }
                yield path.isEmpty() ? name : name.isEmpty() ? resolved(path) : name + "=" + resolved(path);
            }
            case Sequence list -> {
                problem(item, "an entry of " + key.path() + " is no list");
                yield "";
            }
        };
    }

    private static String text(Map<String, YamlNode> entries, String name) {
        return entries.get(name) instanceof Scalar(var text, var line) ? text : "";
    }

    private String resolved(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return System.getProperty("user.home") + text.substring(1);
        }
        var folder = file.toAbsolutePath().getParent();
        return folder == null ? text : folder.resolve(text).normalize().toString();
    }

    private void put(Key<?> key, List<String> texts, int line) {
        found.put(key.path(), new Written(texts, line));
    }

    private void problem(YamlNode node, String what) {
        problems.add(file + ":" + node.line() + ": " + what);
    }
}
