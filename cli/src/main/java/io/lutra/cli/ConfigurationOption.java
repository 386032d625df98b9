package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Key;
import io.lutra.cli.config.Keys;
import io.lutra.cli.config.Kind.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flag {@code --config}, and those flags of the command that are keys of the configuration. */
final class ConfigurationOption {
    private static final Set<Shape> REPEATED = Set.of(Shape.NAMED_PATHS, Shape.WORDS, Shape.MAP);

    @Option(
            names = "--config",
            order = -2,
            paramLabel = "FILE",
            description = "The configuration file (default: $LUTRA_CONFIG, else $XDG_CONFIG_HOME/lutra/lutra.yaml or"
                    + " ~/.config/lutra/lutra.yaml if it exists).")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Gives a command a flag for each of these keys. */
    static void addFlags(CommandSpec command, List<? extends Key<?>> keys) {
        keys.forEach(key -> command.addOption(flag(key)));
    }

    private static OptionSpec flag(Key<?> key) {
        var texts = key.standardTexts();
        var standard = String.join(", ", texts);
        var option = OptionSpec.builder(key.flag())
                .paramLabel(key.kind().label())
                .description(key.meaning().replace("`", "").replace("%", "%%")
                        + (standard.isEmpty() ? "" : " Default: " + standard + "."));
        if (REPEATED.contains(key.kind().shape())) {
            return option.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .build();
        }
        return key.kind().label().equals("true|false")
                ? option.type(String.class).arity("0..1").fallbackValue("true").build()
                : option.type(String.class).arity("1").build();
    }

    /**
     * What applies.
     *
     * @throws io.lutra.cli.config.ConfigException naming everything that is wrong
     */
    Configuration read(Map<String, String> environment) {
        return Configuration.load(new Configuration.Sources(
                Optional.ofNullable(file).or(() -> Configuration.usualFile(environment)), environment, flags()));
    }

    private Map<String, List<String>> flags() {
        var flags = new LinkedHashMap<String, List<String>>();
        var parsed = requireNonNull(spec).commandLine().getParseResult();
        for (var key : Keys.ALL) {
            if (parsed.hasMatchedOption(key.flag())) {
                flags.put(key.path(), parsed.matchedOption(key.flag()).stringValues());
            }
        }
        return flags;
    }
}
