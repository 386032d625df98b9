package io.lutra.cli;

import io.lutra.cli.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say whose files a command is about: those of the server that the same configuration would start. */
final class DataFolder {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file of the server.")
    private @Nullable Path file;

    @Option(names = "--data-dir", paramLabel = "FOLDER", description = "The server's data folder.")
    private @Nullable Path dataDir;

    /** The data folder of the server. */
    Path path() {
        if (dataDir != null) {
            return dataDir;
        }
        var environment = System.getenv();
        var config = Configuration.load(Configuration.Sources.of(
                Optional.ofNullable(file).or(() -> Configuration.usualFile(environment)), environment));
        return ServerSetup.dataDir(config, environment);
    }
}
