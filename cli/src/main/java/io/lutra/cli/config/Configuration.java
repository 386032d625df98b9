package io.lutra.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The value of every key, and where it came from. Immutable. */
public final class Configuration {
    /** Variables that begin as ours do, and that other parts of Lutra read. */
    private static final Set<String> READ_ELSEWHERE = Set.of(
            "LUTRA_CONFIG",
            "LUTRA_API_KEY",
            "LUTRA_LOG",
            "LUTRA_MALLOC",
            "LUTRA_LIBRARY_CACHE",
            "LUTRA_JVM_FLAGS",
            "LUTRA_CUDA",
            "LUTRA_GOLDEN_DIR",
            "LUTRA_CORE");

    private final Map<String, Setting> settings;
    private final List<String> warnings;
    private final Sources sources;

    private Configuration(Map<String, Setting> settings, List<String> warnings, Sources sources) {
        this.settings = Map.copyOf(settings);
        this.warnings = List.copyOf(warnings);
        this.sources = sources;
    }

    /** A value as it was written, what it means, and where it stands. */
    private record Setting(List<String> texts, Object value, Origin origin) {}

    /**
     * What a configuration is made of.
     *
     * @param file the configuration file, if there is one
     * @param environment variables by name
     * @param flags the texts of each flag that was given, by the path of its key
     */
    public record Sources(Optional<Path> file, Map<String, String> environment, Map<String, List<String>> flags) {
        /** Without flags: those of no command that has them. */
        public static Sources of(Optional<Path> file, Map<String, String> environment) {
            return new Sources(file, environment, Map.of());
        }
    }

    /** The file that applies when no flag names one: {@code $LUTRA_CONFIG}, else the usual one if it exists. */
    public static Optional<Path> usualFile(Map<String, String> environment) {
        var named = environment.getOrDefault("LUTRA_CONFIG", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        var base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var folder = base.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(base);
        return Optional.of(folder.resolve("lutra").resolve("lutra.yaml")).filter(Files::exists);
    }

    /**
     * Reads all sources.
     *
     * @throws ConfigException naming everything that is wrong
     */
    public static Configuration load(Sources sources) {
        var problems = new ArrayList<String>();
        var inFile = sources.file()
                .map(file -> ConfigFile.read(file, Keys.ALL, problems))
                .orElse(Map.of());
        var settings = new LinkedHashMap<String, Setting>();
        for (var key : Keys.ALL) {
            List<String> texts = key.standardTexts();
            Origin origin = new Origin.Standard();
            var written = inFile.get(key.path());
            if (written != null) {
                texts = written.texts();
                origin = new Origin.InFile(sources.file().orElseThrow(), written.line());
            }
            var variable =
                    sources.environment().getOrDefault(key.variable(), "").strip();
            if (!variable.isEmpty()) {
                texts = split(key, variable);
                origin = new Origin.Environment(key.variable());
            }
            var flag = sources.flags().get(key.path());
            if (flag != null) {
                texts = flag;
                origin = new Origin.Flag(key.flag());
            }
            read(key, texts, origin, problems).ifPresent(setting -> settings.put(key.path(), setting));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Configuration(settings, strangers(sources.environment()), sources);
    }

    private static Optional<Setting> read(Key<?> key, List<String> texts, Origin origin, List<String> problems) {
        try {
            return Optional.of(
                    new Setting(List.copyOf(texts), key.kind().reader().apply(texts), origin));
        } catch (IllegalArgumentException wrong) {
            var name = origin instanceof Origin.InFile ? ": " + key.path() : "";
            problems.add(origin.told() + name + " " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> split(Key<?> key, String variable) {
        return switch (key.kind().shape()) {
            case SCALAR, PATH -> List.of(variable);
            case NAMED_PATHS, WORDS, MAP ->
                Arrays.stream(variable.split(",", -1))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList();
        };
    }

    /** Variables that nobody reads: misspelt, or of another version. */
    private static List<String> strangers(Map<String, String> environment) {
        var known = new TreeSet<>(READ_ELSEWHERE);
        Keys.ALL.forEach(key -> known.add(key.variable()));
        return environment.keySet().stream()
                .filter(name -> name.startsWith("LUTRA_") && !known.contains(name))
                .filter(name -> !name.startsWith("LUTRA_BENCH"))
                .sorted()
                .map(name -> "the environment's " + name + " means nothing to Lutra" + Suggestion.told(name, known))
                .toList();
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked") // what is under a key's path was made by its own kind
    public <T> T get(Key<T> key) {
        return (T) setting(key).value();
    }

    /** Where a key's value came from. */
    public Origin origin(Key<?> key) {
        return setting(key).origin();
    }

    /** The value as it was written, entries separated by commas. */
    public String written(Key<?> key) {
        return String.join(", ", setting(key).texts());
    }

    /** What is perhaps not meant, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The configuration file, if there is one. */
    public Optional<Path> file() {
        return sources.file();
    }

    private Setting setting(Key<?> key) {
        var setting = settings.get(key.path());
        if (setting == null) {
            throw new IllegalArgumentException("there is no key " + key.path());
        }
        return setting;
    }
}
