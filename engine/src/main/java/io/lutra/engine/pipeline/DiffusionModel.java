package io.lutra.engine.pipeline;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.OnDemandModel;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.WeightSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A Stable Diffusion checkpoint: SD 1.x, SD 2.x and SDXL, their inpainting, Turbo and LCM variants, from a diffusers
 * directory or a single file.
 */
public final class DiffusionModel implements ImageModel {
    private final TensorScope owner;
    private final Variants variants;
    private final Workspace workspace;
    private final ModelInfo info;

    private DiffusionModel(TensorScope owner, Variants variants, Workspace workspace, ModelInfo info) {
        this.owner = owner;
        this.variants = variants;
        this.workspace = workspace;
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
        return load(device, id, Checkpoint.open(path), Map.of());
    }

    /**
     * Loads a checkpoint that was opened.
     *
     * @param loras the changes that requests may name
     * @throws EngineException.BadWeights as for {@link #load(Device, String, Path)}, or if a LoRA is for another model
     */
    public static DiffusionModel load(
            Device device, String id, Checkpoint checkpoint, Map<String, ? extends WeightSource> loras) {
        return TensorScope.owned(owner -> {
            var networks = Networks.load(device, checkpoint, device.dtype());
            var variants = new Variants(checkpoint, networks, device.dtype(), Map.copyOf(loras));
            variants.requireFitting();
            device.giveBackFreedMemory();
            return new DiffusionModel(
                    owner,
                    variants,
                    new Workspace(networks, device::availableBytes),
                    ModelCard.of(id, checkpoint, networks.side(), List.copyOf(loras.keySet())));
        });
    }

    /**
     * A checkpoint that is loaded when it is wanted. Only if its files do not tell what it is, it is loaded at once.
     *
     * @param loras the changes that requests may name
     * @throws EngineException.BadWeights as for {@link #load(Device, String, Checkpoint, Map)}, as far as that can be seen
     *     without loading it
     */
    public static OnDemandModel onDemand(
            Device device, String id, Checkpoint checkpoint, Map<String, ? extends WeightSource> loras) {
        Supplier<DiffusionModel> loading = () -> load(device, id, checkpoint, loras);
        long bytes = checkpoint.parameters() * device.dtype().bytes();
        if (checkpoint.schedule().isPredictionKnown()) {
            var card = ModelCard.of(id, checkpoint, checkpoint.side(), List.copyOf(loras.keySet()));
            return new OnDemandModel(card, bytes, loading);
        }
        var first = loading.get();
        var model = new OnDemandModel(first.info(), bytes, loading);
        first.close();
        return model;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineException.OutOfMemory if the memory that one picture needs is not there
     */
    @Override
    public List<Drawing> begin(PictureRequest request) {
        ModelCard.require(info, request);
        workspace.require(Beginning.shape(variants.plain(), request.output()));
        var drawings = new ArrayList<Drawing>();
        boolean isComplete = false;
        var variant = variants.take(request.settings().recipe().loras());
        try {
            TensorScope.run(() -> {
                var beginning = new Beginning(this, variant, request);
                for (int i = 0; i < request.output().count(); i++) {
                    drawings.add(beginning.drawing(request.output().seedOf(i)));
                }
                return drawings;
            });
            isComplete = true;
            return drawings;
        } finally {
            if (!isComplete) {
                drawings.forEach(Drawing::close);
            }
            variants.release(variant); // every drawing has taken it itself
        }
    }

    /** Whether a LoRA is for a checkpoint: whether there is a place for all that it changes. */
    public static boolean fits(Checkpoint checkpoint, WeightSource lora) {
        var use = new Lora(lora, 1);
        return LoraWeights.unused(use, Networks.components(checkpoint, List.of(use)))
                .isEmpty();
    }

    /** What drawings draw with. */
    Variants variants() {
        return variants;
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        var drawings = batch.stream().map(DiffusionModel::own).toList();
        // What memory does not suffice for together is done one after the other.
        if (workspace.admits(drawings.getFirst().denoising().shape(), drawings.size())) {
            stepTogether(drawings);
        } else {
            drawings.forEach(drawing -> stepTogether(List.of(drawing)));
        }
    }

    private static void stepTogether(List<DiffusionDrawing> drawings) {
        var networks = drawings.getFirst().networks();
        Denoising.step(
                networks, drawings.stream().map(DiffusionDrawing::denoising).toList());
        for (var drawing : drawings) {
            if (drawing.isFinished()) {
                drawing.complete();
            }
        }
    }

    private static DiffusionDrawing own(Drawing drawing) {
        if (drawing instanceof DiffusionDrawing own) {
            return own;
        }
        throw new IllegalArgumentException("the drawing is another model's");
    }

    @Override
    public OptionalLong workspaceBytes() {
        return OptionalLong.of(workspace.owned());
    }

    @Override
    public void close() {
        variants.close();
        owner.close();
        variants.plain().device().giveBackFreedMemory();
    }
}
