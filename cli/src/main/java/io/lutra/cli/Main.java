package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code lutra} command: each subcommand is a class of this package. */
@Command(
        name = "lutra",
        description = "Draws pictures, and answers the Images API, on your own machine.",
        subcommands = {
            GenerateCommand.class,
            EditCommand.class,
            VaryCommand.class,
            ServeCommand.class,
            PullCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            KeysCommand.class,
            UsageCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            ManCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Examples:",
            "  lutra generate \"a red apple\"     draw a picture",
            "  lutra edit otter.png --mask mask.png \"wearing a beret\"",
            "  lutra vary otter.png -n 4        four others like it",
            "  lutra serve                      start on http://127.0.0.1:8080",
            "  lutra serve --port 9000          on another port",
            "  lutra pull stabilityai/sdxl-turbo   fetch a model; lutra serve --model sdxl-turbo runs it",
            "  lutra models                     what there is to serve",
            "  lutra config check               what is configured, and where",
            "  lutra doctor                     whether a server would run well here",
            "  lutra serve --help               all options of a command",
            ""
        })
public final class Main implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the command line and exits with its status: 0 done, 1 failed (one line says why), 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    /** The command with its subcommands. */
    static CommandLine line() {
        var line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, ignored) -> {
            var command = wrong.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": " + wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
            command.getErr().println("Try: " + name + " --help");
            return 2;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("lutra: " + failure.getMessage());
            return failure instanceof ConfigException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(),
                "Which command? Try 'lutra serve', or 'lutra generate \"a red apple\"'.");
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"lutra " + (version == null ? "(development)" : version)};
        }
    }
}
