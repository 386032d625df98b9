package io.lutra.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lutra as users start it: a process of its own, {@code lutra serve} on a free port with a new data folder. Closing it ends
 * the process and waits for it.
 */
final class LiveServer implements AutoCloseable {
    private final Process process;
    private final URI base;

    private LiveServer(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** Starts the server and waits until it has said where it listens. */
    static LiveServer start(Path dataDir, String... flags) throws IOException {
        Path log = Files.createDirectories(dataDir).resolve("server.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dlutra.home=" + System.getProperty("lutra.root"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.lutra.cli.Main",
                "serve",
                "--port",
                "0",
                "--data-dir",
                dataDir.toString()));
        command.addAll(List.of(flags));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        var said = new StringBuilder();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            int at = line.indexOf("http://");
            if (at >= 0) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new LiveServer(process, URI.create(line.substring(at).split("[\\s/]+$|\\s", 2)[0]));
            }
        }
        throw new IOException("the server ended without listening:\n" + said + Files.readString(log));
    }

    /** Where it listens, without a path. */
    URI base() {
        return base;
    }

    /** The base URL that client libraries are given. */
    String api() {
        return base + "/v1";
    }

    /** Whether the process still runs. */
    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not end within 20 s of being asked");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
