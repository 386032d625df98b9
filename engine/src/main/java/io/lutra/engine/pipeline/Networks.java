package io.lutra.engine.pipeline;

import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.vae.PictureCodec;
import io.lutra.engine.weights.LayerShelf;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Component;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The networks of a checkpoint, and what it says of how to run them. Their weights belong to the scope they were loaded in.
 *
 * @param device where they are
 * @param texts one text encoder, or SDXL's two
 * @param unet the denoiser
 * @param codec the autoencoder
 * @param schedule the checkpoint's own way from noise to picture
 * @param zeroesAbsentText whether an absent negative prompt is zeros rather than the states of an empty text
 * @param side width and height, in pixels, of the square that they draw best
 * @param shelves layers to be used again by changed networks: the denoiser's, then the text encoders'
 */
record Networks(
        Device device,
        List<TextBranch> texts,
        UNet unet,
        PictureCodec codec,
        Schedule schedule,
        boolean zeroesAbsentText,
        int side,
        List<LayerShelf> shelves) {
    /**
     * A way from noise to picture.
     *
     * @param settings a {@code scheduler_config.json}
     * @param config what it says
     */
    record Schedule(JsonNode settings, SchedulerConfig config) {
        static Schedule of(JsonNode settings) {
            return new Schedule(settings, SchedulerConfig.parse(settings));
        }
    }

    /** A tokenizer and the encoder that reads its tokens. */
    record TextBranch(ClipTokenizer tokenizer, ClipTextEncoder encoder) {}

    /**
     * Loads a checkpoint into the current scope.
     *
     * @throws io.lutra.engine.EngineException.BadWeights if a weight is missing or of another shape
     */
    static Networks load(Device device, Checkpoint checkpoint, DType dtype) {
        var shelves = Stream.generate(LayerShelf::new)
                .limit(1 + checkpoint.texts().size())
                .toList();
        var texts = new ArrayList<TextBranch>();
        for (var text : checkpoint.texts()) {
            var weights = new Weights(text.encoder().weights(), device, dtype, shelves.get(1 + texts.size()));
            texts.add(new TextBranch(
                    text.tokenizer(),
                    new ClipTextEncoder(weights, text.encoder().config())));
        }
        var unet = new UNet(
                new Weights(checkpoint.unet().weights(), device, dtype, shelves.getFirst()),
                checkpoint.unet().config());
        var codec = new PictureCodec(
                new Weights(checkpoint.codec().weights(), device, dtype),
                checkpoint.codec().config());
        var networks = new Networks(
                device,
                List.copyOf(texts),
                unet,
                codec,
                Schedule.of(checkpoint.schedule().settings()),
                checkpoint.schedule().zeroesAbsentText(),
                checkpoint.side(),
                shelves);
        return checkpoint.schedule().isPredictionKnown() ? networks : PredictionProbe.decide(networks, checkpoint);
    }

    /**
     * These networks with changed weights. What the changes add belongs to the current scope; the rest stays these networks'
     * own, which must outlive the changed ones and are the same after them.
     *
     * @param checkpoint that these were loaded from
     * @throws io.lutra.engine.EngineException.BadWeights if a LoRA is for another model
     */
    Networks with(Checkpoint checkpoint, DType dtype, List<Lora> loras) {
        var sources = changed(checkpoint, loras);
        var changedTexts = new ArrayList<TextBranch>();
        for (int i = 0; i < texts.size(); i++) {
            var source = sources.get(1 + i);
            var weights = new Weights(source, device, dtype, shelves.get(1 + i).forVariant(source::changes));
            changedTexts.add(new TextBranch(
                    texts.get(i).tokenizer(),
                    new ClipTextEncoder(weights, texts.get(i).encoder().config())));
        }
        var source = sources.getFirst();
        var weights = new Weights(source, device, dtype, shelves.getFirst().forVariant(source::changes));
        return new Networks(
                device,
                List.copyOf(changedTexts),
                new UNet(weights, unet.config()),
                codec,
                schedule,
                zeroesAbsentText,
                side,
                shelves);
    }

    /**
     * The weights with changes: the denoiser's, then the text encoders'.
     *
     * @throws io.lutra.engine.EngineException.BadWeights if a LoRA is for another model
     */
    private static List<LoraWeights> changed(Checkpoint checkpoint, List<Lora> loras) {
        var sources = components(checkpoint, loras);
        LoraWeights.requireUsed(loras, sources);
        return sources;
    }

    /** The weights with as much of the changes as they have a place for: the denoiser's, then the text encoders'. */
    static List<LoraWeights> components(Checkpoint checkpoint, List<Lora> loras) {
        var sources = new ArrayList<LoraWeights>();
        sources.add(LoraWeights.of(checkpoint.unet().weights(), Component.UNET, loras, checkpoint::originalName));
        for (var text : checkpoint.texts()) {
            var component = sources.size() == 1 ? Component.TEXT_ENCODER : Component.TEXT_ENCODER_2;
            sources.add(LoraWeights.of(text.encoder().weights(), component, loras));
        }
        return sources;
    }

    /** Whether the denoiser takes a mask and a masked picture besides the latents. */
    boolean takesMask() {
        return takesMask(unet.config(), codec.config());
    }

    static boolean takesMask(UNetConfig unet, CodecConfig codec) {
        return unet.in() == 2 * codec.latentChannels() + 1;
    }

    /** Whether the denoiser is told the guidance scale, and so needs no second run without the prompt. */
    boolean isToldGuidance() {
        return isToldGuidance(unet.config());
    }

    static boolean isToldGuidance(UNetConfig unet) {
        return unet.timeCondition() > 0;
    }
}
