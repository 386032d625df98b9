package io.lutra.cli;

import io.lutra.cli.draw.Artist;
import io.lutra.cli.draw.Destination;
import io.lutra.cli.draw.DrawException;
import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.cli.draw.LocalArtist;
import io.lutra.cli.draw.Order;
import io.lutra.cli.draw.ProgressView;
import io.lutra.cli.draw.ProgressView.Style;
import io.lutra.cli.draw.RemoteArtist;
import io.lutra.cli.draw.Session;
import io.lutra.cli.terminal.DeviceAttributes;
import io.lutra.cli.terminal.Graphics;
import io.lutra.cli.terminal.Terminal;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code generate}, {@code edit} and {@code vary} have in common. Options have the names of the API's parameters. */
final class DrawOptions {
    @Option(names = "-n", paramLabel = "COUNT", description = "How many pictures (default: 1).")
    private @Nullable Integer n;

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            description =
                    "How large, such as 512x512 (default: what the model draws best; of an edit, the image's size).")
    private String size = "";

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "The same seed gives the same picture; picture i of several is drawn with seed + i.")
    private @Nullable Long seed;

    @Option(
            names = "--model",
            paramLabel = "[NAME=]PATH|NAME",
            description =
                    "What draws: a checkpoint's folder or file, a model that was fetched or comes with Lutra (lutra"
                            + " models lists them); with --url, a model of the server.")
    private String model = "";

    @Option(names = "--negative-prompt", paramLabel = "TEXT", description = "What must not be in the picture.")
    private String negativePrompt = "";

    @Option(names = "--steps", paramLabel = "COUNT", description = "Denoising steps, for models that have them.")
    private @Nullable Integer steps;

    @Option(
            names = "--guidance-scale",
            paramLabel = "NUMBER",
            description = "How closely to follow the prompt, for models that are guided.")
    private @Nullable Double guidanceScale;

    @Option(
            names = "--scheduler",
            paramLabel = "NAME",
            description = "How noise is taken away, such as dpmpp_2m_karras.")
    private String scheduler = "";

    @Option(
            names = "--clip-skip",
            paramLabel = "COUNT",
            description = "Last layers of the text encoder to leave out, for checkpoints.")
    private @Nullable Integer clipSkip;

    @Option(
            names = "--cache",
            paramLabel = "fast|off",
            description = "fast draws with cached deep features: sooner, a little less exact; for checkpoints.")
    private String cache = "";

    @Option(
            names = "--lora",
            paramLabel = "[NAME=]FILE[@WEIGHT]",
            description =
                    "A LoRA for the checkpoint, a file or one that was fetched, as strong as its weight says (1 is as"
                            + " trained); with --url, NAME[@WEIGHT] of one that the server has. May be repeated.")
    private List<String> loras = new ArrayList<>();

    @Option(
            names = "--background",
            paramLabel = "auto|opaque|transparent",
            description = "What is behind the subjects; transparent cuts them out, for models that can.")
    private String background = "";

    @Option(
            names = "--output-format",
            paramLabel = "png|jpeg|webp",
            description = "What files are (default: what the name after -o says, else png).")
    private String outputFormat = "";

    @Option(
            names = "--output-compression",
            paramLabel = "0-100",
            description = "Quality of JPEG and WebP (default: 100).")
    private @Nullable Integer outputCompression;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|FOLDER|-",
            description = "A file by its ending, a folder, or - for standard output (default: this folder). Files in a"
                    + " folder are named after prompt and seed, and never overwritten.")
    private String output = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Draw at a server, such as http://127.0.0.1:8080, instead of in this process.")
    private String url = "";

    @Option(names = "--json", description = "One JSON object on standard output, instead of the names of files.")
    private boolean json;

    @Option(
            names = "--preview",
            paramLabel = "auto|off",
            description =
                    "Show pictures in terminals that can (kitty, iTerm2, sixel): auto (default) finds out, off does"
                            + " not.")
    private Preview preview = Preview.AUTO;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error, only errors.")
    private boolean quiet;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Fetched models are in the folder models in here (default: ${DEFAULT-VALUE}).")
    private Path dataDir = Installation.dataDir(System.getenv());

    /** Whether pictures are shown in the terminal. */
    private enum Preview {
        AUTO,
        OFF
    }

    /**
     * Draws what a command asks for, and stores it.
     *
     * @param asked task, title, files and the parameters that the command alone has
     * @return the exit code
     */
    int draw(CommandLine line, Order asked) throws InterruptedException {
        var uses = uses(line);
        try (var artist = artist(line, uses)) {
            var destination = Destination.parse(output);
            var order = new Order(
                    asked.task(),
                    Destination.title(asked.title()),
                    parameters(destination, asked.parameters(), uses),
                    asked.files(),
                    asked.repair());
            var setting = new Session.Setting(
                    destination, json, line.getOut(), new FileOutputStream(FileDescriptor.out), view(line));
            new Session(setting).run(artist, order);
            return 0;
        } catch (DrawException failed) {
            line.getErr().println(describe(line, failed));
            line.getErr().flush();
            return failed.kind().exitCode();
        }
    }

    private ProgressView view(CommandLine line) {
        var style = style();
        var graphics = style == Style.TERMINAL && preview == Preview.AUTO
                ? Graphics.detect(System.getenv(), DeviceAttributes::ask)
                : Graphics.NONE;
        return new ProgressView(line.getErr(), style, graphics);
    }

    private Style style() {
        if (quiet) {
            return Style.QUIET;
        }
        return Terminal.ERROR.isShown() ? Style.TERMINAL : Style.LINES;
    }

    private static String describe(CommandLine line, DrawException failed) {
        // Such as loras[0].name, whose flag is --lora.
        String name = failed.parameter().replaceFirst("\\[.*", "").replace('_', '-');
        var flag = List.of("--" + name, "-" + name, name, "--" + name.replaceFirst("s$", "")).stream()
                .filter(candidate -> line.getCommandSpec().findOption(candidate) != null)
                .findFirst()
                .map(found -> found + ": ");
        return "lutra " + line.getCommandName() + ": " + flag.orElse("") + failed.getMessage();
    }

    private List<LoraArgument> uses(CommandLine line) {
        try {
            return loras.stream()
                    .map(argument -> url.isEmpty()
                            ? LoraArgument.parse(argument, Installation.fetched(dataDir))
                            : LoraArgument.ofServer(argument))
                    .toList();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Artist artist(CommandLine line, List<LoraArgument> uses) {
        if (!url.isEmpty()) {
            var environment = System.getenv();
            String key = environment.getOrDefault("LUTRA_API_KEY", environment.getOrDefault("OPENAI_API_KEY", ""));
            return new RemoteArtist(RemoteArtist.Account.of(url, key));
        }
        return new LocalArtist(loading(line, uses), new SecureRandom());
    }

    private Supplier<ModelRegistry> loading(CommandLine line, List<LoraArgument> uses) {
        try {
            List<ModelArgument> models = model.isEmpty()
                    ? List.of()
                    : List.of(ModelArgument.parse(model, Installation.embedded(), Installation.fetched(dataDir)));
            var files = new LinkedHashMap<String, Path>();
            for (var use : uses) {
                files.put(use.name(), use.file());
            }
            var asked = new Installation.Asked(models, files, OptionalLong.empty());
            var settings = DeviceSettings.from(System.getenv(), System.getProperties());
            return () -> Installation.models(Device.start(settings), asked, text -> {});
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Map<String, String> parameters(Destination destination, Map<String, String> own, List<LoraArgument> uses) {
        var parameters = new LinkedHashMap<>(own);
        put(parameters, "n", n);
        put(parameters, "size", size);
        put(parameters, "seed", seed);
        put(parameters, "model", url.isEmpty() ? "" : model);
        put(parameters, "negative_prompt", negativePrompt);
        put(parameters, "steps", steps);
        put(parameters, "guidance_scale", guidanceScale);
        put(parameters, "scheduler", scheduler);
        put(parameters, "clip_skip", clipSkip);
        put(parameters, "cache", cache);
        put(parameters, "loras", uses.isEmpty() ? "" : LoraArgument.json(uses));
        put(parameters, "background", background);
        put(parameters, "output_compression", outputCompression);
        put(parameters, "output_format", format(destination));
        return parameters;
    }

    private String format(Destination destination) {
        String named = destination.format().orElse("");
        if (!named.isEmpty() && !outputFormat.isEmpty() && !named.equals(outputFormat)) {
            throw new DrawException(
                    Kind.WRONG_ORDER,
                    "output_format",
                    "%s, but the file after -o is named like a %s; leave one out".formatted(outputFormat, named));
        }
        return named.isEmpty() ? outputFormat : named;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            parameters.put(name, value.toString());
        }
    }
}
