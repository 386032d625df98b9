package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.draw.Order;
import io.lutra.cli.draw.Order.Task;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra vary}: other pictures of what a picture shows. */
@Command(
        name = "vary",
        description = "Draws other pictures of what a picture shows.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:drawing or writing failed",
            "2:a flag, a value or a file is wrong; nothing was drawn",
            "3:the server cannot be reached or is busy; the same may succeed later",
            "4:the server refuses the key",
            "130:cancelled with Ctrl-C; finished pictures stay, none is cut off"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LUTRA_API_KEY   the key for --url; else OPENAI_API_KEY",
            "",
            "Examples:",
            "  lutra vary otter.png -n 4",
            "  lutra vary otter.png --strength 0.3 --seed 7 -o like-it.png",
            "  lutra generate \"an otter\" -o - | lutra vary - -n 4 -o out/"
        })
final class VaryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "PNG, JPEG or WebP; - reads it from standard input.")
    private String image = "";

    @Option(
            names = "--strength",
            paramLabel = "0-1",
            description = "How far to go from the image: 0.1 hardly, 1 only the idea remains.")
    private @Nullable Double strength;

    @Option(
            names = "--repair",
            paramLabel = "off|crop|pad",
            description = "What becomes of pictures whose shape does not fit (default: off): crop cuts out"
                    + " the middle, pad adds to the sides, both turn photographs upright.")
    private Repair repair = Repair.OFF;

    @Mixin
    private DrawOptions options = new DrawOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var line = requireNonNull(spec).commandLine();
        var files = new LinkedHashMap<String, byte[]>();
        try {
            files.put(Order.IMAGE, InputFile.read("IMAGE", image));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
        String title = image.equals("-")
                ? "variation"
                : ModelArgument.name(Path.of(image)).replaceFirst("\\.[a-z]+$", "");
        var parameters = strength == null ? Map.<String, String>of() : Map.of("strength", strength.toString());
        return options.draw(line, new Order(Task.VARY, title, parameters, files, repair));
    }
}
