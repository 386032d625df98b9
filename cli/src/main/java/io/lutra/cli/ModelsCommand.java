package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lutra models}: what there is to serve. */
@Command(
        name = "models",
        description = "Lists the models that come with Lutra and those that were fetched.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        footerHeading = "%nExamples:%n",
        footer = {"  lutra models", "  lutra models --data-dir /srv/lutra"})
final class ModelsCommand implements Callable<Integer> {
    @Option(names = "--data-dir", paramLabel = "FOLDER", description = "Models are in the folder models in here.")
    private Path dataDir = Installation.dataDir(System.getenv());

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Installation.embedded().forEach(id -> out.printf("%-28s comes with Lutra%n", id));
        for (Path path : fetched(Installation.fetched(dataDir))) {
            out.printf("%-28s %s%n", path.getFileName().toString().replaceFirst("\\.safetensors$", ""), describe(path));
        }
        out.flush();
        return 0;
    }

    /** The models in a folder, by name; what is being fetched is not among them. */
    static List<Path> fetched(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> Files.isDirectory(path) || path.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + folder, unreadable);
        }
    }

    /** Whether a file is a checkpoint rather than a LoRA or something else. */
    static boolean isCheckpoint(Path path) {
        try {
            return Checkpoint.open(path).side() >= 0;
        } catch (BadWeights other) {
            return false;
        }
    }

    private static boolean isLora(Path path) {
        return Files.isRegularFile(path)
                && SafetensorsFile.open(path).names().stream().anyMatch(name -> name.contains("lora"));
    }

    private static String describe(Path path) {
        try {
            var checkpoint = Checkpoint.open(path);
            String side = checkpoint.side() > 0 ? ", " + checkpoint.side() + " x " + checkpoint.side() : "";
            return checkpoint.family().title() + side + "  " + path;
        } catch (BadWeights other) {
            return isLora(path) ? "LoRA, for lutra serve --lora  " + path : "cannot be served: " + other.getMessage();
        }
    }
}
