package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.reference.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra man}: the manual pages. */
@Command(
        name = "man",
        description = "Prints the manual page of a command, or writes all of them into a folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lutra man generate | man -l -",
            "  lutra man --output ~/.local/share/man/man1    then: man lutra, man lutra-serve"
        })
final class ManCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command; else the page of lutra itself.")
    private String command = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Write the pages of all commands there, instead of printing one.")
    private @Nullable Path output;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var own = requireNonNull(spec);
        var root = own.root();
        String version = root.version()[0];
        if (output != null) {
            var all = new ArrayList<>(List.of(root));
            root.subcommands().values().forEach(line -> all.add(line.getCommandSpec()));
            Files.createDirectories(output);
            for (var each : all) {
                Files.writeString(output.resolve(ManPage.name(each) + ".1"), ManPage.of(each, version));
            }
            return 0;
        }
        var named = command.isEmpty() ? root.commandLine() : root.subcommands().get(command);
        if (named == null) {
            throw new ParameterException(
                    own.commandLine(),
                    "COMMAND %s: there is no such command; there are %s"
                            .formatted(
                                    command,
                                    String.join(", ", root.subcommands().keySet())));
        }
        root.commandLine().getOut().print(ManPage.of(named.getCommandSpec(), version));
        root.commandLine().getOut().flush();
        return 0;
    }
}
