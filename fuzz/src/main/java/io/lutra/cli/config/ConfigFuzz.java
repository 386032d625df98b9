package io.lutra.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads anything as a configuration file. */
public final class ConfigFuzz {
    private static final Path FILE = file();

    private ConfigFuzz() {}

    private static Path file() {
        try {
            var file = Files.createTempFile("lutra-fuzz", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file", e);
        }
    }

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Files.write(FILE, input);
            var configuration = Configuration.load(Configuration.Sources.of(Optional.of(FILE), Map.of()));
            Keys.ALL.forEach(configuration::written);
        } catch (ConfigException documented) {
            if (documented.problems().isEmpty()) {
                throw new IllegalStateException("no reason is given", documented);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file failed", e);
        }
    }
}
