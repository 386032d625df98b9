package io.lutra.engine.pipeline;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.LoraWeights.Lora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A Stable Diffusion checkpoint: SD 1.x, SD 2.x and SDXL, their inpainting, Turbo and LCM variants, from a diffusers
 * directory or a single file.
 */
public final class DiffusionModel implements ImageModel {
    private static final int MAX_BATCH = 4;
    private static final int SMALLEST_SIDE = 64;
    private static final int LARGEST_SIDE = 2048;
    private static final int MAX_STEPS = 150;

    private final TensorScope owner;
    private final Networks networks;
    private final ModelInfo info;

    private DiffusionModel(TensorScope owner, Networks networks, ModelInfo info) {
        this.owner = owner;
        this.networks = networks;
        this.info = info;
    }

    /**
     * Loads a checkpoint.
     *
     * @param id the name that clients use
     * @param path of a diffusers directory or of a safetensors file in the original layout
     * @throws EngineException.BadWeights if a file is missing or malformed, or the checkpoint is of a kind that is not
     *     supported
     */
    public static DiffusionModel load(Device device, String id, Path path) {
        return load(device, id, path, List.of());
    }

    /**
     * Loads a checkpoint and adds LoRA files to its weights, for as long as the model is loaded.
     *
     * @throws EngineException.BadWeights as for {@link #load(Device, String, Path)}, or if a LoRA is for another model
     */
    public static DiffusionModel load(Device device, String id, Path path, List<Lora> loras) {
        return load(device, id, Checkpoint.open(path), loras);
    }

    /** Loads what was opened. */
    static DiffusionModel load(Device device, String id, Checkpoint checkpoint) {
        return load(device, id, checkpoint, List.of());
    }

    private static DiffusionModel load(Device device, String id, Checkpoint checkpoint, List<Lora> loras) {
        return TensorScope.owned(owner -> {
            var networks = Networks.load(device, checkpoint, device.dtype(), loras);
            return new DiffusionModel(owner, networks, info(id, checkpoint, networks));
        });
    }

    private static Instant created(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the time of " + path, unreadable);
        }
    }

    private static ModelInfo info(String id, Checkpoint checkpoint, Networks networks) {
        int maxSteps = Math.min(MAX_STEPS, networks.scheduler().maxSteps());
        return new ModelInfo(
                id,
                checkpoint.family().title() + (networks.takesMask() ? ", inpainting" : ""),
                "user",
                "NOASSERTION",
                created(checkpoint.path()),
                EnumSet.allOf(PictureRequest.Operation.class),
                EnumSet.complementOf(EnumSet.of(ModelInfo.Setting.TRANSPARENT_BACKGROUND)),
                new ModelInfo.Sizes(networks.side(), SMALLEST_SIDE, LARGEST_SIDE, 1),
                defaults(networks, maxSteps),
                maxSteps,
                MAX_BATCH);
    }

    private static PictureRequest.Settings defaults(Networks networks, int maxSteps) {
        if (networks.scheduler().wantsFewSteps()) {
            return new PictureRequest.Settings(Math.min(4, maxSteps), networks.isToldGuidance() ? 8 : 1, "");
        }
        return new PictureRequest.Settings(
                Math.min(25, maxSteps), networks.texts().size() > 1 ? 5 : 7.5, "");
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        var output = request.output();
        if (!info.sizes().allow(output.width(), output.height())) {
            throw new EngineException.Unsupported("size %dx%d is not supported: sides are %d to %d"
                    .formatted(output.width(), output.height(), SMALLEST_SIDE, LARGEST_SIDE));
        }
        if (request.settings().steps() > info.maxSteps()) {
            throw new EngineException.Unsupported(
                    request.settings().steps() + " steps are more than the " + info.maxSteps() + " allowed");
        }
        var drawings = new ArrayList<Drawing>();
        boolean isComplete = false;
        try {
            TensorScope.run(() -> {
                var beginning = new Beginning(this, networks, request);
                for (int i = 0; i < output.count(); i++) {
                    drawings.add(beginning.drawing(output.seedOf(i)));
                }
                return drawings;
            });
            isComplete = true;
            return drawings;
        } finally {
            if (!isComplete) {
                drawings.forEach(Drawing::close);
            }
        }
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        var drawings = batch.stream().map(DiffusionModel::own).toList();
        Denoising.step(
                networks, drawings.stream().map(DiffusionDrawing::denoising).toList());
        for (var drawing : drawings) {
            if (drawing.isFinished()) {
                var shape = drawing.denoising().shape();
                int factor = networks.codec().config().factor();
                drawing.complete(Pixels.raster(
                        decode(networks, drawing.denoising()), shape.width() * factor, shape.height() * factor));
            }
        }
    }

    private static DiffusionDrawing own(Drawing drawing) {
        if (drawing instanceof DiffusionDrawing own) {
            return own;
        }
        throw new IllegalArgumentException("the drawing is another model's");
    }

    /** The picture that a finished denoising came to: {@code [3, height, width]}. */
    static float[] decode(Networks networks, Denoising denoising) {
        var shape = denoising.shape();
        return TensorScope.run(() -> networks.codec()
                .decode(networks.device()
                        .tensor(denoising.state().sample(), 1, shape.channels(), shape.height(), shape.width())
                        .times(1 / networks.codec().config().scale()))
                .toFloats());
    }

    @Override
    public void close() {
        owner.close();
    }
}
