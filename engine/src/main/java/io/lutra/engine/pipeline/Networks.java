package io.lutra.engine.pipeline;

import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.vae.PictureCodec;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Component;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The networks of a checkpoint, and what it says of how to run them. Their weights belong to the scope they were loaded in.
 *
 * @param device where they are
 * @param texts one text encoder, or SDXL's two
 * @param unet the denoiser
 * @param codec the autoencoder
 * @param scheduler the checkpoint's own
 * @param zeroesAbsentText whether an absent negative prompt is zeros rather than the states of an empty text
 * @param side width and height, in pixels, of the square that they draw best
 */
record Networks(
        Device device,
        List<TextBranch> texts,
        UNet unet,
        PictureCodec codec,
        SchedulerConfig scheduler,
        boolean zeroesAbsentText,
        int side) {
    /** A tokenizer and the encoder that reads its tokens. */
    record TextBranch(ClipTokenizer tokenizer, ClipTextEncoder encoder) {}

    /**
     * Loads a checkpoint into the current scope.
     *
     * @param loras changes to add to its weights
     * @throws io.lutra.engine.EngineException.BadWeights if a weight is missing or of another shape, or a LoRA is for another
     *     model
     */
    static Networks load(Device device, Checkpoint checkpoint, DType dtype, List<Lora> loras) {
        var unetSource = LoraWeights.of(checkpoint.unet().weights(), Component.UNET, loras);
        var textSources = new ArrayList<LoraWeights>();
        for (var text : checkpoint.texts()) {
            var component = textSources.isEmpty() ? Component.TEXT_ENCODER : Component.TEXT_ENCODER_2;
            textSources.add(LoraWeights.of(text.encoder().weights(), component, loras));
        }
        LoraWeights.requireUsed(
                loras,
                Stream.concat(Stream.of(unetSource), textSources.stream()).toList());
        var texts = new ArrayList<TextBranch>();
        for (var text : checkpoint.texts()) {
            var weights = new Weights(textSources.get(texts.size()), device, dtype);
            texts.add(new TextBranch(
                    text.tokenizer(),
                    new ClipTextEncoder(weights, text.encoder().config())));
        }
        var unet = new UNet(
                new Weights(unetSource, device, dtype), checkpoint.unet().config());
        var codec = new PictureCodec(
                new Weights(checkpoint.codec().weights(), device, dtype),
                checkpoint.codec().config());
        var networks = new Networks(
                device,
                List.copyOf(texts),
                unet,
                codec,
                SchedulerConfig.parse(checkpoint.schedule().settings()),
                checkpoint.schedule().zeroesAbsentText(),
                checkpoint.side());
        return checkpoint.schedule().isPredictionKnown() ? networks : PredictionProbe.decide(networks, checkpoint);
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
