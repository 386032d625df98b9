package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.draw.Order;
import io.lutra.cli.draw.Order.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra generate}: pictures of what a prompt says. */
@Command(
        name = "generate",
        description = "Draws pictures of what a prompt says, in this process or at a server.",
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
            "  lutra generate \"a red apple\"",
            "  lutra generate \"a red apple\" -n 4 --size 512x512 --seed 7 -o out/",
            "  lutra generate \"a lighthouse at dusk\" --url http://127.0.0.1:8080 -o dusk.webp",
            "  echo \"two otters\" | lutra generate - -o - | display",
            "  lutra generate \"a cat\" --json -o out/ | jq -r '.pictures[].seed'"
        })
final class GenerateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PROMPT", description = "What to draw; - reads it from standard input.")
    private List<String> prompt = new ArrayList<>();

    @Mixin
    private DrawOptions options = new DrawOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        String text = InputFile.prompt(prompt);
        return options.draw(requireNonNull(spec).commandLine(), new Order(Task.GENERATE, text, Map.of("prompt", text)));
    }
}
