package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Switch;
import io.lutra.server.access.Switches;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra keys}: who may use the server. */
@Command(
        name = "keys",
        description = "Makes, lists and revokes API keys. A running server takes changes up within a second.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lutra keys add anna",
            "  lutra keys add build-server --models lutra-sketch --pictures-per-day 500",
            "  lutra keys list",
            "  lutra keys revoke anna"
        })
final class KeysCommand implements Runnable {
    private @Nullable CommandSpec spec;

    @Spec
    void setSpec(CommandSpec spec) {
        this.spec = spec;
    }

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "Which of them? Try 'lutra keys add NAME' or 'lutra keys list'.");
    }

    @Command(
            name = "add",
            description = "Makes a key, and prints it this once: what is kept cannot be turned back into it.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "What the key is called.") String name,
            @Option(names = "--admin", description = "It may see what all keys used.") boolean admin,
            @Option(
                            names = "--models",
                            split = ",",
                            paramLabel = "NAME",
                            description = "The models that it may use, separated by commas; default: all.")
                    @Nullable
                    List<String> models,
            @Option(
                            names = "--requests-per-minute",
                            defaultValue = "-1",
                            paramLabel = "COUNT",
                            description = "0: no bound; default: that of the configuration.")
                    int requestsPerMinute,
            @Option(
                            names = "--pictures-per-minute",
                            defaultValue = "-1",
                            paramLabel = "COUNT",
                            description = "0: no bound; default: that of the configuration.")
                    int picturesPerMinute,
            @Option(
                            names = "--pictures-per-day",
                            defaultValue = "-1",
                            paramLabel = "COUNT",
                            description = "0: no bound; default: that of the configuration.")
                    int picturesPerDay,
            @Option(
                            names = "--parallel-jobs",
                            defaultValue = "-1",
                            paramLabel = "COUNT",
                            description = "0: no bound; default: that of the configuration.")
                    int parallelJobs,
            @Option(
                            names = "--policy",
                            defaultValue = "inherit",
                            paramLabel = "on|off|inherit",
                            description =
                                    "Whether its prompts are held against the list of words; default: as configured.")
                    Switch policy,
            @Option(
                            names = "--provenance",
                            defaultValue = "inherit",
                            paramLabel = "on|off|inherit",
                            description = "Whether its pictures say what made them; default: as configured.")
                    Switch provenance,
            @Mixin DataFolder folder) {
        var line = subcommand("add");
        if (!ModelArgument.isName(name)) {
            throw new ParameterException(line, "a name has letters, digits, '.', '_' and '-' only, but is " + name);
        }
        try {
            var grant = new Grant(
                    admin,
                    models == null ? List.of() : models,
                    requestsPerMinute,
                    picturesPerMinute,
                    picturesPerDay,
                    parallelJobs,
                    new Switches(policy, provenance));
            var made = new KeyFile(folder.path()).add(name, grant, Instant.now(), new SecureRandom());
            line.getOut().println(made.secret());
            line.getOut().flush();
            line.getErr().println("This is the only time that the key of " + name + " is shown.");
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    @Command(name = "list", description = "Lists the keys, never the keys themselves.", mixinStandardHelpOptions = true)
    int list(@Mixin DataFolder folder) {
        PrintWriter out = subcommand("list").getOut();
        out.printf("%-20s %-14s %-20s %s%n", "NAME", "ID", "MADE", "MAY");
        for (var key : new KeyFile(folder.path()).read()) {
            out.printf(
                    "%-20s %-14s %-20s %s%n",
                    key.name(), key.id(), key.created().truncatedTo(ChronoUnit.SECONDS), told(key.grant()));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Forgets a key: it is refused from then on.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "NAME", description = "The key's name or id.") String name,
            @Mixin DataFolder folder) {
        try {
            new KeyFile(folder.path()).revoke(name);
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(subcommand("revoke"), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static String told(Grant grant) {
        var parts = new ArrayList<String>();
        parts.add(grant.models().isEmpty() ? "all models" : String.join(",", grant.models()));
        if (grant.admin()) {
            parts.add("admin");
        }
        told(parts, grant.requestsPerMinute(), "requests/min");
        told(parts, grant.picturesPerMinute(), "pictures/min");
        told(parts, grant.picturesPerDay(), "pictures/day");
        told(parts, grant.parallelJobs(), "parallel jobs");
        told(parts, grant.switches().policy(), "policy");
        told(parts, grant.switches().provenance(), "provenance");
        return String.join(", ", parts);
    }

    private static void told(List<String> parts, Switch choice, String what) {
        if (choice != Switch.INHERIT) {
            parts.add(what + " " + choice.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void told(List<String> parts, int bound, String what) {
        if (bound >= 0) {
            parts.add(bound == 0 ? "any " + what : bound + " " + what);
        }
    }

    private CommandLine subcommand(String name) {
        return requireNonNull(requireNonNull(spec).subcommands().get(name));
    }
}
