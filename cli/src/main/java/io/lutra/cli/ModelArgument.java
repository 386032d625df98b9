package io.lutra.cli;

import io.lutra.engine.pup.PupModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code --model} names: {@code PATH} or {@code NAME=PATH} of a checkpoint, the name of a fetched one, or that of a model
 * that comes with Lutra.
 */
sealed interface ModelArgument {
    /** The name that clients use. */
    String id();

    /** A checkpoint on disk. */
    record OnDisk(String id, Path path) implements ModelArgument {}

    /** A model that comes with Lutra. */
    record Embedded(String id) implements ModelArgument {}

    /**
     * Reads an argument.
     *
     * @param embedded the names of the models that come with Lutra
     * @param fetched the folder of fetched models
     * @throws IllegalArgumentException saying what does not exist and what there is
     */
    static ModelArgument parse(String argument, Set<String> embedded, Path fetched) {
        var onDisk = onDisk("--model", argument);
        if (onDisk.isPresent()) {
            return onDisk.get();
        }
        if (embedded.contains(argument)) {
            return new Embedded(argument);
        }
        var found = fetched(argument, fetched);
        if (found.isPresent()) {
            return found.get();
        }
        if (argument.equals(PupModel.ID)) {
            throw new IllegalArgumentException("--model " + argument
                    + ": its weights are not shipped yet; name a folder that training/pup/export.py wrote: --model "
                    + argument + "=FOLDER");
        }
        throw new IllegalArgumentException(
                "--model %s: there is no such file or folder, and no model of that name; models that come with Lutra: %s"
                        .formatted(
                                argument,
                                String.join(", ", embedded.stream().sorted().toList())));
    }

    /**
     * Reads a path, or a name and a path; empty if it is neither.
     *
     * @param option whose argument it is, for messages
     * @throws IllegalArgumentException if the path does not exist, or the name cannot be one
     */
    static Optional<OnDisk> onDisk(String option, String argument) {
        if (Files.exists(Path.of(argument))) {
            return Optional.of(new OnDisk(name(Path.of(argument)), Path.of(argument)));
        }
        int sign = argument.indexOf('=');
        if (sign < 1) {
            return Optional.empty();
        }
        Path path = Path.of(argument.substring(sign + 1));
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(option + " " + argument + ": " + path + " does not exist");
        }
        String name = argument.substring(0, sign);
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    option + " " + argument + ": a name has letters, digits, '.', '_' and '-' only");
        }
        return Optional.of(new OnDisk(name, path));
    }

    /**
     * Reads what {@code --lora} names: a file, a name and a file, or the name of a fetched file.
     *
     * @throws IllegalArgumentException saying what does not exist
     */
    static OnDisk parseLora(String argument, Path fetched) {
        return onDisk("--lora", argument)
                .or(() -> fetched(argument, fetched))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--lora " + argument + ": there is no such file, and none of that name was fetched"));
    }

    private static Optional<OnDisk> fetched(String name, Path folder) {
        return isName(name)
                ? Stream.of(folder.resolve(name), folder.resolve(name + ".safetensors"))
                        .filter(Files::exists)
                        .map(path -> new OnDisk(name, path))
                        .findFirst()
                : Optional.empty();
    }

    /** Reads all arguments, in their order. */
    static List<ModelArgument> parse(List<String> arguments, Set<String> embedded, Path fetched) {
        return arguments.stream()
                .map(argument -> parse(argument, embedded, fetched))
                .toList();
    }

    /** What a file or folder is called when its name is not given. */
    static String name(Path path) {
        String last = path.toAbsolutePath().normalize().getFileName().toString();
        return clean(last.replaceFirst("(?i)\\.(safetensors|ckpt|pt|pth|bin)$", ""))
                .toLowerCase(Locale.ROOT);
    }

    /** Whether clients can write a name. */
    static boolean isName(String name) {
        return !name.isEmpty() && name.equals(clean(name));
    }

    private static String clean(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
    }
}
