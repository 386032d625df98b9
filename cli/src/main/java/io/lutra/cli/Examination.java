package io.lutra.cli;

import io.lutra.cli.ModelArgument.OnDisk;
import io.lutra.cli.config.ConfigException;
import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Keys;
import io.lutra.cli.doctor.AccessFacts;
import io.lutra.cli.doctor.CertificateFacts;
import io.lutra.cli.doctor.ClockFacts;
import io.lutra.cli.doctor.ConfigurationFacts;
import io.lutra.cli.doctor.DescriptorFacts;
import io.lutra.cli.doctor.Facts;
import io.lutra.cli.doctor.FolderFacts;
import io.lutra.cli.doctor.LibraryFacts;
import io.lutra.cli.doctor.MemoryFacts;
import io.lutra.cli.doctor.ModelFacts;
import io.lutra.cli.doctor.PortFacts;
import io.lutra.cli.doctor.ProcessorFacts;
import io.lutra.cli.doctor.Report;
import io.lutra.cli.doctor.RuntimeFacts;
import io.lutra.engine.pup.PupModel;
import io.lutra.server.access.KeyFile;
import io.lutra.server.http.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads from this machine and a configuration what {@code lutra doctor} judges.
 *
 * @param config what applies; the defaults where it is wrong
 * @param problems what is wrong with it
 */
record Examination(Configuration config, List<String> problems, Map<String, String> environment) {
    private static final Path PROC = Path.of("/proc");

    /** Copies the list. */
    Examination {
        problems = List.copyOf(problems);
    }

    Report report() throws InterruptedException {
        var setup = new ServerSetup(config, environment);
        var facts = new ArrayList<Facts>();
        machine(setup, facts);
        configured(setup, facts);
        models(setup, facts);
        facts.add(LibraryFacts.read(setup.device()));
        facts.add(FolderFacts.read(
                "data folder",
                setup.dataDir(),
                new FolderFacts.Wanted(config.get(Keys.STORE_KEEP_FREE), config.get(Keys.STORE_SIZE))));
        facts.add(PortFacts.read("port", config.get(Keys.HOST), config.get(Keys.PORT)));
        if (config.get(Keys.ADMIN_PORT) != 0) {
            facts.add(PortFacts.read("admin port", config.get(Keys.ADMIN_HOST), config.get(Keys.ADMIN_PORT)));
        }
        return Report.of(facts);
    }

    private void machine(ServerSetup setup, List<Facts> facts) {
        var runtime = Runtime.getRuntime();
        facts.add(RuntimeFacts.current());
        facts.add(ProcessorFacts.of(
                System.getProperty("os.arch"), text(PROC.resolve("cpuinfo")), runtime.availableProcessors()));
        facts.add(MemoryFacts.read(PROC, Path.of("/sys/fs/cgroup"), runtime.maxMemory()));
        facts.add(DescriptorFacts.of(text(PROC.resolve("self/limits")), config.get(Keys.HTTP_CONNECTIONS)));
        facts.add(ClockFacts.read(Instant.now(), setup.dataDir()));
    }

    private void configured(ServerSetup setup, List<Facts> facts) {
        var file = config.file().map(Path::toString).orElse("no file, the defaults");
        var wrong = problems.isEmpty() ? problemsOf(setup) : problems;
        facts.add(new ConfigurationFacts(file, wrong, config.warnings()));
        if (wrong.isEmpty()) {
            var server = setup.server();
            var tls = server.front().tls();
            facts.add(new AccessFacts(
                    setup.isLoopback(),
                    server.access().keysNeeded(),
                    new KeyFile(setup.dataDir()).read().size(),
                    !(tls instanceof TlsFiles.None)));
            facts.add(CertificateFacts.read(tls, Instant.now()));
        }
    }

    /** What is wrong although each value by itself is right. */
    private static List<String> problemsOf(ServerSetup setup) {
        try {
            setup.asked();
            setup.server();
            return List.of();
        } catch (ConfigException invalid) {
            return invalid.problems();
        }
    }

    private static void models(ServerSetup setup, List<Facts> facts) {
        var shipped = Installation.home().resolve("models");
        facts.add(ModelFacts.shipped(shipped.resolve("minilm")));
        facts.add(ModelFacts.shipped(shipped.resolve("sketch")));
        if (Installation.embedded().contains(PupModel.ID)) {
            facts.add(ModelFacts.shipped(shipped.resolve("pup")));
        }
        if (problemsOf(setup).isEmpty()) {
            for (var model : setup.asked().models()) {
                if (model instanceof OnDisk(var id, var path) && !PupModel.isAt(path)) {
                    facts.add(ModelFacts.checkpoint(id, path));
                }
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
