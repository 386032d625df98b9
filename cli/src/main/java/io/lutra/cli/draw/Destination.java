package io.lutra.cli.draw;

import io.lutra.cli.draw.DrawException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where pictures go. */
public sealed interface Destination {
    /** What file names end in, for each format of the API. */
    Map<String, String> FORMATS = Map.of("png", "png", "jpg", "jpeg", "jpeg", "jpeg", "webp", "webp");

    /** A folder, which is made if it is missing; pictures are named in it, and nothing there is overwritten. */
    record Folder(Path folder) implements Destination {}

    /** A file, which is overwritten; of several pictures each gets a number before the ending. */
    record OneFile(Path file) implements Destination {}

    /** Standard output. */
    record StandardOutput() implements Destination {}

    /**
     * Reads what {@code -o} names: {@code -}, a file by its ending, else a folder.
     *
     * @throws DrawException if it has the ending of another kind of file
     */
    static Destination parse(String argument) {
        if (argument.equals("-")) {
            return new StandardOutput();
        }
        Path path = Path.of(argument);
        if (argument.isEmpty() || argument.endsWith("/") || Files.isDirectory(path)) {
            return new Folder(path);
        }
        String ending = ending(path);
        if (FORMATS.containsKey(ending)) {
            return new OneFile(path);
        }
        if (ending.isEmpty()) {
            return new Folder(path);
        }
        throw new DrawException(
                Kind.WRONG_ORDER,
                "-o",
                "pictures are written as .png, .jpg or .webp, but this is %s; a folder ends in /".formatted(argument));
    }

    /** The format that a file's name asks for, in the API's words. */
    default Optional<String> format() {
        return switch (this) {
            case OneFile(var file) -> Optional.ofNullable(FORMATS.get(ending(file)));
            case Folder folder -> Optional.empty();
            case StandardOutput output -> Optional.empty();
        };
    }

    private static String ending(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * The file for a picture.
     *
     * @param title what names in folders begin with
     * @param format in the API's words
     */
    static Path name(Folder folder, String title, DrawnPicture picture, String format) throws IOException {
        Files.createDirectories(folder.folder());
        String seed = picture.origin().seed();
        String stem = title + "-" + (seed.isEmpty() ? picture.index() + 1 : seed);
        String ending = format.equals("jpeg") ? "jpg" : format;
        Path path = folder.folder().resolve(stem + "." + ending);
        for (int copy = 2; Files.exists(path); copy++) {
            path = folder.folder().resolve(stem + "-" + copy + "." + ending);
        }
        return path;
    }

    /** The file for a picture of an order of so many. */
    static Path name(OneFile one, int index, int count) throws IOException {
        Path file = one.file().toAbsolutePath();
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        if (count == 1) {
            return one.file();
        }
        String name = String.valueOf(one.file().getFileName());
        int dot = name.lastIndexOf('.');
        return one.file().resolveSibling(name.substring(0, dot) + "-" + (index + 1) + name.substring(dot));
    }

    /** The words of a prompt as a file name. */
    static String title(String text) {
        String words = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+|-+$", "");
        int length = words.codePointCount(0, words.length());
        String shortened = length <= 40 ? words : words.substring(0, words.offsetByCodePoints(0, 40));
        String whole = shortened.replaceAll("-+$", "");
        return whole.isEmpty() ? "picture" : whole;
    }
}
