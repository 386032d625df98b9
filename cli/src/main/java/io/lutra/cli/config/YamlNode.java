package io.lutra.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A piece of a YAML file, and the line that it stands in, counted from 1. */
sealed interface YamlNode {
    int line();

    /** A word, a number, or nothing. */
    record Scalar(String text, int line) implements YamlNode {}

    /** A list. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    /** Names and what they stand for; the line of each name is that of its value's beginning. */
    record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {}

    /**
     * Reads a file, whose top is a mapping; an empty file is an empty one.
     *
     * @throws ConfigException if it cannot be read or is not such YAML; the message names the line
     */
    static Mapping read(Path file) {
        var factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (var parser = (YAMLParser) factory.createParser(ObjectReadContext.empty(), Files.readString(file))) {
            if (parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL) {
                return new Mapping(Map.of(), 1);
            }
            var top = node(file, parser, parser.currentTokenLocation().getLineNr());
            if (parser.nextToken() != null) {
                throw problem(file, parser.currentTokenLocation().getLineNr(), "a second document begins here");
            }
            if (top instanceof Mapping mapping) {
                return mapping;
            }
            throw problem(file, top.line(), "a configuration consists of keys and values, such as \"port: 8080\"");
        } catch (JacksonException malformed) {
            var where = malformed.getLocation();
            throw problem(
                    file,
                    where == null ? 1 : Math.max(1, where.getLineNr()),
                    malformed.getOriginalMessage().lines().findFirst().orElse("it is not YAML"));
        } catch (NoSuchFileException missing) {
            throw new ConfigException(List.of(file + ": there is no such file"));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new ConfigException(List.of(file + ": cannot be read: " + unreadable.getMessage()));
        }
    }

    private static YamlNode node(Path file, YAMLParser parser, int line) {
        if (parser.isCurrentAlias()) {
            throw problem(file, line, "anchors and aliases are not supported");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var entries = new LinkedHashMap<String, YamlNode>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    int at = parser.currentTokenLocation().getLineNr();
                    parser.nextToken();
                    entries.put(name, node(file, parser, at));
                }
                yield new Mapping(entries, line);
            }
            case START_ARRAY -> {
                var items = new ArrayList<YamlNode>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(file, parser, parser.currentTokenLocation().getLineNr()));
                }
                yield new Sequence(items, line);
            }
            case VALUE_NULL -> new Scalar("", line);
            default -> new Scalar(parser.getString(), line);
        };
    }

    private static ConfigException problem(Path file, int line, String what) {
        return new ConfigException(List.of(file + ":" + line + ": " + what));
    }
}
