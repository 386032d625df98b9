package io.lutra.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The {@code lutra} command as a process of its own, as people run it. */
final class Lutra {
    private static final long PATIENCE_SECONDS = 120;

    private Lutra() {}

    /** How a process ended, and what it wrote. */
    record Ended(int exitCode, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** Starts it in a folder, with these variables added to the environment. */
    static Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(folder, environment, command(arguments));
    }

    /**
     * Draws an apple in a terminal that script(1) makes.
     *
     * @param environment an empty value removes a variable
     * @param typed what the terminal sends
     */
    static Ended inTerminal(Path folder, Map<String, String> environment, byte[] typed, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("generate", "apple"));
        arguments.addAll(List.of(options));
        var line = new StringBuilder();
        command(arguments.toArray(String[]::new))
                .forEach(word -> line.append('\'').append(word).append("' "));
        var process = start(folder, environment, List.of("script", "-qec", line.toString(), "/dev/null"));
        return end(process, typed);
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlutra.home=" + System.getProperty("lutra.root"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.lutra.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("LUTRA_API_KEY", "OPENAI_API_KEY"));
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder.start();
    }

    /** Runs it with nothing on standard input. */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, new byte[0], arguments);
    }

    /** Runs it with something on standard input. */
    static Ended run(Path folder, byte[] input, String... arguments) throws IOException, InterruptedException {
        return end(start(folder, Map.of(), arguments), input);
    }

    /** Gives a process its input, and waits for its end. */
    static Ended end(Process process, byte[] input) throws IOException, InterruptedException {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var out = readers.submit(all(process.getInputStream()));
            var err = readers.submit(all(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("lutra did not end in " + PATIENCE_SECONDS + " s");
            }
            return new Ended(process.exitValue(), out.get(), new String(err.get(), StandardCharsets.UTF_8));
        } catch (ExecutionException unreadable) {
            throw new IOException("cannot read what lutra writes", unreadable);
        }
    }

    /** Waits for the end of a process whose standard output was closed. */
    static Ended endUnread(Process process) throws IOException, InterruptedException {
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), new byte[0], err);
    }

    private static Callable<byte[]> all(InputStream stream) {
        return stream::readAllBytes;
    }
}
