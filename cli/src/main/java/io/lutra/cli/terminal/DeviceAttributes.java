package io.lutra.cli.terminal;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks the terminal of this process what it is (DA1 of ECMA-48 terminals). */
public final class DeviceAttributes {
    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final String QUESTION = "\033[c";
    private static final Pattern ANSWER = Pattern.compile("\033\\[\\?([0-9;]*)c");
    private static final int LONGEST_ANSWER = 128;

    private DeviceAttributes() {}

    /**
     * The numbers that the terminal answers, such as {@code 62;4;22}; empty if there is none, if it says nothing within a
     * second, or if this process is in the background and must not read from it.
     */
    public static String ask() {
        if (!Files.isReadable(TERMINAL) || !Terminal.ERROR.isForeground()) {
            return "";
        }
        try {
            String before = stty("-g");
            if (before.isEmpty()) {
                return "";
            }
            try {
                // Without echo, byte by byte; a read ends after a second without a byte.
                stty("-icanon", "-echo", "min", "0", "time", "10");
                return conversation();
            } finally {
                stty(before);
            }
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String conversation() throws IOException {
        try (var to = new FileOutputStream(TERMINAL.toFile());
                var from = new FileInputStream(TERMINAL.toFile())) {
            to.write(QUESTION.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (int next = from.read(); next >= 0 && answer.length() < LONGEST_ANSWER; next = from.read()) {
                answer.append((char) next);
                if (next == 'c') {
                    break;
                }
            }
            var matcher = ANSWER.matcher(answer);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    /** What stty(1) prints; empty if it fails. */
    private static String stty(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectInput(TERMINAL.toFile())
                .redirectError(Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "";
        }
        return process.exitValue() == 0 ? printed : "";
    }
}
