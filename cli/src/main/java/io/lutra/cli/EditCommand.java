package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.draw.Order;
import io.lutra.cli.draw.Order.Task;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code lutra edit}: repaints a part of a picture. */
@Command(
        name = "edit",
        description = "Repaints a part of a picture as a prompt says; every other pixel stays as it is.",
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
            "  lutra edit otter.png --mask mask.png \"wearing a beret\"",
            "  lutra edit otter.png --mask mask.png \"a green scarf\" -n 4 -o out/",
            "  lutra edit photo.jpg \"in the snow\" --size 512x512 --repair pad",
            "  cat otter.png | lutra edit - --mask mask.png \"a top hat\" -o - > hat.png"
        })
final class EditCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IMAGE", description = "PNG, JPEG or WebP; - reads it from standard input.")
    private String image = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PROMPT",
            description = "What the whole shows afterwards; - reads it from standard input.")
    private List<String> prompt = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description =
                    "A PNG of the image's size: its fully transparent pixels are repainted, or the white ones where"
                            + " it is plainly black and white. Default: the image's own transparent pixels, else all.")
    private String mask = "";

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
    public Integer call() throws InterruptedException, IOException {
        var line = requireNonNull(spec).commandLine();
        var files = new LinkedHashMap<String, byte[]>();
        try {
            if (image.equals("-") && (mask.equals("-") || prompt.equals(List.of("-")))) {
                throw new IllegalArgumentException("only one of IMAGE, --mask and PROMPT can be -");
            }
            files.put(Order.IMAGE, InputFile.read("IMAGE", image));
            if (!mask.isEmpty()) {
                files.put(Order.MASK, InputFile.read("--mask", mask));
            }
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
        String text = InputFile.prompt(prompt);
        return options.draw(line, new Order(Task.EDIT, text, Map.of("prompt", text), files, repair));
    }
}
