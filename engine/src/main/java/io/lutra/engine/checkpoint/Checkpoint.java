package io.lutra.engine.checkpoint;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.weights.WeightSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The parts of a model: shapes and weights under the names of the diffusers library, whatever the files call them. Nothing is
 * read of the weights but their names and shapes. Immutable.
 *
 * @param path where it lies
 * @param family what it is
 * @param texts one text encoder, or SDXL's two
 * @param unet the denoiser
 * @param codec the autoencoder
 * @param schedule how noise is taken away
 * @param side width and height, in pixels, of the square that the model draws best; 0 if that follows from the prediction
 */
public record Checkpoint(
        Path path,
        Family family,
        List<Text> texts,
        Part<UNetConfig> unet,
        Part<CodecConfig> codec,
        Schedule schedule,
        int side) {
    private static final Set<String> PICKLES = Set.of("ckpt", "pt", "pth", "bin", "pkl");

    /** Copies the list. */
    public Checkpoint {
        texts = List.copyOf(texts);
    }

    /** A network's shape and weights. */
    public record Part<C>(C config, WeightSource weights) {}

    /** A text encoder and its tokenizer. */
    public record Text(ClipTokenizer tokenizer, Part<ClipConfig> encoder) {}

    /**
     * What the files say of the way from noise to picture.
     *
     * @param settings a {@code scheduler_config.json}
     * @param isPredictionKnown whether the settings' {@code prediction_type} is certain; a single file may not say it
     * @param zeroesAbsentText whether an absent negative prompt is zeros rather than the states of an empty text
     */
    public record Schedule(JsonNode settings, boolean isPredictionKnown, boolean zeroesAbsentText) {}

    /** The number of weights of all its networks. */
    public long parameters() {
        var sources = Stream.concat(
                Stream.of(unet.weights(), codec.weights()),
                texts.stream().map(text -> text.encoder().weights()));
        return sources.mapToLong(WeightSource::parameters).sum();
    }

    /**
     * What a module of the denoiser is called in the original code, whose names some LoRA files use; empty for one that has no
     * name of its own there.
     *
     * @param module a diffusers name, such as {@code down_blocks.1.attentions.0.proj_in}
     */
    public Optional<String> originalName(String module) {
        return new DenoiserNames(unet.config().layers()).original(module);
    }

    /** The generations of Stable Diffusion. */
    public enum Family {
        /** Stable Diffusion 1.x. */
        SD1("Stable Diffusion 1"),
        /** Stable Diffusion 2.x. */
        SD2("Stable Diffusion 2"),
        /** Stable Diffusion XL. */
        SDXL("Stable Diffusion XL");

        private final String title;

        Family(String title) {
            this.title = title;
        }

        /** The name for people. */
        public String title() {
            return title;
        }
    }

    /**
     * Opens a diffusers directory or a single safetensors file.
     *
     * @throws BadWeights saying what was found and what is supported
     */
    public static Checkpoint open(Path path) {
        if (Files.isDirectory(path)) {
            return DiffusersDirectory.open(path);
        }
        if (!Files.exists(path)) {
            throw new BadWeights("model " + path + " does not exist; name a diffusers directory or a safetensors file");
        }
        String name = path.toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICKLES.contains(extension)) {
            throw new BadWeights(
                    "model " + path + " is a pickle, which can run any code when it is read, and is refused;"
                            + " fetch the model's .safetensors file, or convert it where you trust it");
        }
        return OriginalFile.open(path);
    }
}
