package io.lutra.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What commands read: files, or standard input where a name is {@code -}. */
final class InputFile {
    private static final int LIMIT = 50 << 20;

    private InputFile() {}

    /** The words of a prompt; {@code -} alone stands for standard input. */
    static String prompt(List<String> words) throws IOException {
        return words.equals(List.of("-"))
                ? new String(read("PROMPT", "-"), StandardCharsets.UTF_8).strip()
                : String.join(" ", words);
    }

    /**
     * Reads a file of at most 50 MB.
     *
     * @param argument the name of the argument that names it, for messages
     * @throws IllegalArgumentException if it cannot be read, or is larger
     */
    static byte[] read(String argument, String name) {
        try (InputStream stream = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
            byte[] bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IllegalArgumentException(argument + " " + name + " is larger than 50 MB");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(argument + " " + name + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "%s %s cannot be read: %s".formatted(argument, name, unreadable.getMessage()), unreadable);
        }
    }
}
