package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.Installation.Asked;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.server.LutraServer;
import io.lutra.server.ServerConfig;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lutra serve}: the server, until it is told to end. */
@Command(
        name = "serve",
        description = "Answers the Images API until it is ended with Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LUTRA_DTYPE          what networks compute in: auto (default), f32, bf16",
            "  LUTRA_THREADS        threads of one operation; 0 (default) for all cores",
            "  LUTRA_LIBRARY_CACHE  where native libraries are unpacked (default ~/.javacpp/cache)",
            "  LUTRA_LOG            level of the log on standard error: ERROR, WARN, INFO (default), DEBUG",
            "",
            "Examples:",
            "  lutra serve",
            "  lutra serve --host 0.0.0.0 --port 9000 --public-url https://pictures.example.org",
            "  lutra serve --model-memory 12000 --repair crop"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String FOUNDING_BODY = "{\"prompt\":\"A cute baby sea otter\",\"n\":2,\"size\":\"1024x1024\"}";

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on; 0 takes a free one.")
    private int port = 8080;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Where finished pictures and the key that signs their links lie; made if it is missing.")
    private Path dataDir = Installation.dataDir(System.getenv());

    @Option(
            names = "--model",
            paramLabel = "[NAME=]PATH",
            description =
                    "A Stable Diffusion checkpoint to serve: a diffusers folder or a safetensors file; or the name of a"
                            + " model that was fetched or comes with Lutra. May be repeated; the first answers requests that"
                            + " name no model, the others are loaded when they are first asked for.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--model-memory",
            paramLabel = "MB",
            description =
                    "How much memory the weights of checkpoints may take together; those used least recently are given"
                            + " back for others. Default: three quarters of what is free at the start.")
    private @Nullable Long modelMemory;

    @Option(
            names = "--lora",
            paramLabel = "[NAME=]FILE",
            description =
                    "A LoRA that requests may name, as in \"loras\":[{\"name\":\"ink\",\"weight\":0.8}], for every checkpoint"
                            + " that it fits. May be repeated.")
    private List<String> loras = new ArrayList<>();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The base of picture links, such as https://pictures.example.org. Without it, links go by the"
                    + " request (Forwarded, X-Forwarded-*, Host).")
    private String publicUrl = "";

    @Option(
            names = "--strict",
            description = "Refuse parameters that the model's profile does not have, instead of naming them in"
                    + " lutra-ignored-parameters.")
    private boolean strict;

    @Option(
            names = "--strict-mimetype",
            description = "Refuse uploads whose part declares no type or another than the picture's, as the hosted API"
                    + " does. Otherwise the bytes alone count.")
    private boolean strictMimetype;

    @Option(
            names = "--repair",
            paramLabel = "off|crop|pad",
            description = "What becomes of uploads that a profile would refuse for their format, shape or size: off"
                    + " refuses them; crop converts them and cuts out the middle; pad converts them and adds to the sides,"
                    + " which edits then paint. A request chooses for itself by the header lutra-repair.")
    private Repair repair = Repair.OFF;

    @Option(
            names = "--link-life",
            paramLabel = "MINUTES",
            description = "How long picture links are valid. Their pictures are deleted then.")
    private int linkLife = 60;

    @Option(
            names = "--exit-when-ready",
            hidden = true,
            description = "Load everything and end: what the launcher learns from.")
    private boolean exitWhenReady;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Instant begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        CommandLine line = requireNonNull(spec).commandLine();
        if (port < 0 || port > 65535) {
            throw new ParameterException(line, "--port must be 0 to 65535, but is " + port);
        }
        if (linkLife < 1) {
            throw new ParameterException(line, "--link-life must be 1 or more, but is " + linkLife);
        }
        if (modelMemory != null && modelMemory < 1) {
            throw new ParameterException(line, "--model-memory must be 1 or more, but is " + modelMemory);
        }
        var memory = modelMemory == null ? OptionalLong.empty() : OptionalLong.of(modelMemory << 20);
        var asked = new Asked(models(line), changes(line), memory);
        PrintWriter out = line.getOut();
        DeviceSettings settings = DeviceSettings.from(System.getenv(), System.getProperties());
        ServerConfig config = ServerConfig.standard(dataDir)
                .listeningOn(host, port)
                .withPublicUrl(publicUrl)
                .withStrict(strict)
                .withUploads(new UploadPolicy(strictMimetype, repair))
                .withLinkLife(Duration.ofMinutes(linkLife));

        var ended = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        try (var server = LutraServer.start(config, () -> load(settings, asked, out))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                ended.countDown();
                awaitQuietly(closed);
            }));
            server.awaitReady();
            out.printf("ready after %.1f s at %s%n", seconds(begun), server.url());
            out.printf(
                    "Try it:%n  curl %s/v1/images/generations -H \"Content-Type: application/json\" -d '%s'%n",
                    server.url(), FOUNDING_BODY);
            out.flush();
            if (!exitWhenReady) {
                ended.await();
            }
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private List<ModelArgument> models(CommandLine line) {
        try {
            var asked = ModelArgument.parse(models, Installation.embedded(), Installation.fetched(dataDir));
            asked.stream().collect(Collectors.groupingBy(ModelArgument::id)).forEach((id, same) -> {
                if (same.size() > 1) {
                    throw new IllegalArgumentException(
                            "--model: two models are named " + id + "; name them with --model NAME=PATH");
                }
            });
            return asked;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Map<String, Path> changes(CommandLine line) {
        var paths = new LinkedHashMap<String, Path>();
        for (String argument : loras) {
            // A LoRA is named as a model is: after its file, or by NAME=FILE.
            try {
                var parsed = ModelArgument.parseLora(argument, Installation.fetched(dataDir));
                if (paths.put(parsed.id(), parsed.path()) != null) {
                    throw new IllegalArgumentException("--lora: two LoRAs are named " + parsed.id());
                }
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
            }
        }
        return paths;
    }

    private static ModelRegistry load(DeviceSettings settings, Asked asked, PrintWriter out) {
        Device device = Device.start(settings);
        say(out, device.description());
        return Installation.models(device, asked, text -> say(out, text));
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
