package io.lutra.engine.golden;

import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One case of a golden directory: what was run, and the numbers that came out.
 *
 * <p>The directory is {@code LUTRA_GOLDEN_DIR}, else the selection that lies in the test resources. Cases are discovered.
 */
public record GoldenCase(String name, JsonNode settings, SafetensorsFile tensors) {
    private static final Path SELECTION =
            Path.of(System.getProperty("lutra.root"), "engine/src/test/resources/golden/diffusion");
    private static final Path ROOT =
            Optional.ofNullable(System.getenv("LUTRA_GOLDEN_DIR")).map(Path::of).orElse(SELECTION);

    /** The golden directory. */
    public static Path root() {
        return ROOT;
    }

    /** What a case is of, each with a test of its own. */
    enum Kind {
        TEXT_ENCODER,
        DENOISER,
        AUTOENCODER,
        SCHEDULER,
        LORA,
        PIPELINE
    }

    /** What this case is of; empty for a kind that no test knows. */
    Optional<Kind> kind() {
        return switch (text("component")) {
            case "text_encoder", "text_encoder_2" -> Optional.of(Kind.TEXT_ENCODER);
            case "unet" -> Optional.of(Kind.DENOISER);
            case "vae" -> Optional.of(Kind.AUTOENCODER);
            case "scheduler" -> Optional.of(Kind.SCHEDULER);
            case "lora" -> Optional.of(Kind.LORA);
            default -> isPipeline() ? Optional.of(Kind.PIPELINE) : Optional.empty();
        };
    }

    private boolean isPipeline() {
        return settings.has("pipeline") && settings.has("num_inference_steps");
    }

    /** The selection in the test resources: tiny models for tests that compare with no golden number. */
    public static Path selection() {
        return SELECTION;
    }

    /** The cases of a component, in the order of their names. */
    public static Stream<GoldenCase> ofComponent(String component) {
        return all().filter(golden -> golden.text("component").equals(component));
    }

    /** The cases that ran a whole pipeline. */
    public static Stream<GoldenCase> pipelines() {
        return all().filter(golden ->
                golden.kind().filter(kind -> kind == Kind.PIPELINE).isPresent());
    }

    /** Every case. */
    public static Stream<GoldenCase> all() {
        try (var directories = Files.list(ROOT.resolve("cases"))) {
            return directories.sorted().map(GoldenCase::read).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static GoldenCase read(Path directory) {
        try {
            return new GoldenCase(
                    directory.getFileName().toString(),
                    JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("golden.json"))),
                    SafetensorsFile.open(directory.resolve("golden.safetensors")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A setting, empty if it is not there. */
    public String text(String field) {
        return settings.path(field).asString("");
    }

    /** Whether the case has this tensor. */
    public boolean has(String tensor) {
        return tensors.find(tensor).isPresent();
    }

    /** An fp32 tensor's numbers. */
    public float[] floats(String tensor) {
        return tensors.bytes(tensor).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /** The bytes of a tensor of bytes. */
    public byte[] bytes(String tensor) {
        return tensors.bytes(tensor).toArray(ValueLayout.JAVA_BYTE);
    }

    /** A tensor on a device; belongs to the current scope. */
    public Tensor tensor(Device device, String tensor) {
        return tensors.tensor(device, tensor);
    }

    /** The directory of the model that ran. */
    public Path model() {
        return ROOT.resolve("models").resolve(text("model"));
    }

    /** The configuration of a component of that model. */
    public JsonNode config(String component) {
        try {
            return JsonMapper.shared()
                    .readTree(Files.readAllBytes(model().resolve(component).resolve("config.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Row {@code index} of an fp32 tensor: its first dimension taken apart. */
    public float[] row(String tensor, int index) {
        float[] all = floats(tensor);
        int rows = (int) tensors.find(tensor).orElseThrow().shape()[0];
        int length = all.length / rows;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    @Override
    public String toString() {
        return name;
    }
}
