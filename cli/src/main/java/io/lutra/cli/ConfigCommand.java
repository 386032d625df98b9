package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Keys;
import io.lutra.cli.config.Origin;
import io.lutra.cli.config.Reference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra config}: what is configured. */
@Command(
        name = "config",
        description = "Explains the configuration.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  lutra config check", "  lutra config check /etc/lutra/lutra.yaml", "  lutra config keys"},
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Describe.class})
final class ConfigCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "Which of them? Try 'lutra config check' or 'lutra config keys'.");
    }

    /** {@code lutra config check}: what applies, and where it comes from. */
    @Command(
            name = "check",
            description = "Checks a configuration file, and says what applies and where each value comes from."
                    + " Nothing is loaded or started.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "The file; else the one that lutra serve would read.")
        private @Nullable Path file;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = requireNonNull(spec).commandLine().getOut();
            var environment = System.getenv();
            var config = Configuration.load(Configuration.Sources.of(
                    Optional.ofNullable(file).or(() -> Configuration.usualFile(environment)), environment));
            var setup = new ServerSetup(config, environment);
            var models = setup.asked().models();
            out.println(config.file()
                    .map(path -> "file: " + path)
                    .orElse("file: none; lutra serve reads $LUTRA_CONFIG, else $XDG_CONFIG_HOME/lutra/lutra.yaml"));
            for (var key : Keys.ALL) {
                var written = config.written(key);
                var origin = config.origin(key);
                out.printf(
                        "%-28s %-32s %s%n",
                        key.path(),
                        written.isEmpty() ? "-" : written,
                        origin instanceof Origin.Standard ? "default" : "from " + origin.told());
            }
            out.println("data folder: " + setup.dataDir());
            models.forEach(model -> out.println("model: " + model.id()));
            config.warnings().forEach(warning -> out.println("warning: " + warning));
            out.println("ok");
            out.flush();
            return 0;
        }
    }

    /** {@code lutra config keys}: what there is to configure. */
    @Command(
            name = "keys",
            description = "Prints every key as the table of docs/configuration.md.",
            mixinStandardHelpOptions = true)
    static final class Describe implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = requireNonNull(spec).commandLine().getOut();
            out.print(Reference.markdown());
            out.flush();
            return 0;
        }
    }
}
