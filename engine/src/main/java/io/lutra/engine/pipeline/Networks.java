package io.lutra.engine.pipeline;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.vae.PictureCodec;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Component;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.RenamedWeights;
import io.lutra.engine.weights.WeightDirectory;
import io.lutra.engine.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The networks of a checkpoint, and what it says of how to run them. Their weights belong to the scope they were loaded in.
 *
 * @param device where they are
 * @param texts one text encoder, or SDXL's two
 * @param unet the denoiser
 * @param codec the autoencoder
 * @param scheduler the checkpoint's own
 * @param zeroesAbsentText whether an absent negative prompt is zeros rather than the states of an empty text
 */
record Networks(
        Device device,
        List<TextBranch> texts,
        UNet unet,
        PictureCodec codec,
        SchedulerConfig scheduler,
        boolean zeroesAbsentText) {
    private static final Set<String> PIPELINES = Set.of(
            "StableDiffusionPipeline",
            "StableDiffusionImg2ImgPipeline",
            "StableDiffusionInpaintPipeline",
            "StableDiffusionXLPipeline",
            "StableDiffusionXLImg2ImgPipeline",
            "StableDiffusionXLInpaintPipeline",
            "LatentConsistencyModelPipeline");

    /** A tokenizer and the encoder that reads its tokens. */
    record TextBranch(ClipTokenizer tokenizer, ClipTextEncoder encoder) {}

    /**
     * Loads a diffusers directory into the current scope.
     *
     * @param loras changes to add to its weights
     * @throws BadWeights saying what was found and what is supported
     */
    static Networks load(Device device, Path directory, DType dtype, List<Lora> loras) {
        var index = json(directory.resolve("model_index.json"));
        String pipeline = index.path("_class_name").asString("");
        if (!PIPELINES.contains(pipeline)) {
            throw new BadWeights("model %s is a \"%s\"; supported are %s"
                    .formatted(directory, pipeline, PIPELINES.stream().sorted().toList()));
        }
        var unetSource = changed(directory, "unet", Component.UNET, loras);
        var textSources = new ArrayList<LoraWeights>();
        textSources.add(changed(directory, "text_encoder", Component.TEXT_ENCODER, loras));
        if (index.path("text_encoder_2").isArray()) {
            textSources.add(changed(directory, "text_encoder_2", Component.TEXT_ENCODER_2, loras));
        }
        LoraWeights.requireUsed(
                loras,
                Stream.concat(Stream.of(unetSource), textSources.stream()).toList());
        var texts = new ArrayList<TextBranch>();
        for (var source : textSources) {
            texts.add(text(new Weights(source, device, dtype), directory, texts.isEmpty() ? "" : "_2"));
        }
        var unet = new UNet(new Weights(unetSource, device, dtype), config(directory, "unet", UNetConfig::parse));
        var codecSource =
                RenamedWeights.of(WeightDirectory.open(directory.resolve("vae")), Networks::withCurrentAttentionNames);
        var codec =
                new PictureCodec(new Weights(codecSource, device, dtype), config(directory, "vae", CodecConfig::parse));
        Path scheduler = directory.resolve("scheduler/scheduler_config.json");
        return new Networks(
                device,
                List.copyOf(texts),
                unet,
                codec,
                parse(scheduler, SchedulerConfig::parse),
                index.path("force_zeros_for_empty_prompt").asBoolean(false));
    }

    /** Autoencoders written before 2023 name the projections of their attention otherwise. */
    private static String withCurrentAttentionNames(String name) {
        return name.replace(".query.", ".to_q.")
                .replace(".key.", ".to_k.")
                .replace(".value.", ".to_v.")
                .replace(".proj_attn.", ".to_out.0.");
    }

    private static LoraWeights changed(Path directory, String name, Component component, List<Lora> loras) {
        return LoraWeights.of(WeightDirectory.open(directory.resolve(name)), component, loras);
    }

    private static TextBranch text(Weights weights, Path directory, String suffix) {
        return new TextBranch(
                ClipTokenizer.load(directory.resolve("tokenizer" + suffix)),
                new ClipTextEncoder(weights, config(directory, "text_encoder" + suffix, ClipConfig::parse)));
    }

    private static <T> T config(Path directory, String component, Function<JsonNode, T> parser) {
        return parse(directory.resolve(component).resolve("config.json"), parser);
    }

    private static <T> T parse(Path path, Function<JsonNode, T> parser) {
        try {
            return parser.apply(json(path));
        } catch (IllegalArgumentException unsupported) {
            throw new BadWeights("configuration " + path + ": " + unsupported.getMessage(), unsupported);
        }
    }

    private static JsonNode json(Path path) {
        try {
            // Published configurations contain a bare -Infinity.
            return JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(Files.readAllBytes(path));
        } catch (IOException | JacksonException unreadable) {
            throw new BadWeights(
                    "configuration " + path + " cannot be read; is this a diffusers directory?", unreadable);
        }
    }

    /** Whether the denoiser takes a mask and a masked picture besides the latents. */
    boolean takesMask() {
        return unet.config().in() == 2 * codec.config().latentChannels() + 1;
    }

    /** Whether the denoiser is told the guidance scale, and so needs no second run without the prompt. */
    boolean isToldGuidance() {
        return unet.config().timeCondition() > 0;
    }
}
