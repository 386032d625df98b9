package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.config.ConfigException;
import io.lutra.cli.config.Configuration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lutra doctor}: whether a server would run well here. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine and the configuration, and says what to change for a server to run well here: Java,"
                    + " processor, memory, native libraries, models, keys, TLS, data folder, ports, clock.",
            "Run it as the user that the server runs as. Ends with status 1 if there is a problem, else 0."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  lutra doctor", "  lutra doctor --config /etc/lutra/lutra.yaml", "  lutra doctor --json | jq -e .ok"
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file of the server; else the one that lutra serve would read.")
    private @Nullable Path file;

    @Option(names = "--data-dir", paramLabel = "FOLDER", description = "The server's data folder, if no file names it.")
    private @Nullable Path dataDir;

    @Option(names = "--json", description = "Print an object with ok, problems, warnings and findings.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var report = examination(System.getenv()).report();
        var out = requireNonNull(spec).commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        return report.isWell() ? 0 : 1;
    }

    private Examination examination(Map<String, String> environment) {
        var sources = new Configuration.Sources(
                Optional.ofNullable(file).or(() -> Configuration.usualFile(environment)), environment, flags());
        try {
            return new Examination(Configuration.load(sources), List.of(), environment);
        } catch (ConfigException wrong) {
            // The rest can be looked at all the same, as if nothing were configured.
            var plain = new Configuration.Sources(Optional.empty(), Map.of(), flags());
            return new Examination(Configuration.load(plain), wrong.problems(), environment);
        }
    }

    private Map<String, List<String>> flags() {
        var flags = new HashMap<String, List<String>>();
        if (dataDir != null) {
            flags.put("data-dir", List.of(dataDir.toString()));
        }
        return flags;
    }
}
