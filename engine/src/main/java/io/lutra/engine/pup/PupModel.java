package io.lutra.engine.pup;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.OnDemandModel;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Operation;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.pipeline.ModelCard;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.TextEncoder;
import io.lutra.engine.weights.Checksums;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lutra's own diffusion model: a small network that draws on pixels in the art of emoji, and upscalers that bring its pictures
 * to size.
 */
public final class PupModel implements ImageModel {
    /** The name that clients use. */
    public static final String ID = "lutra-pup";

    private static final String NETWORK = "pup.safetensors";
    private static final int STEPS = 25;
    private static final double GUIDANCE = 3;
    private static final int MAX_STEPS = 150;
    private static final int MAX_BATCH = 8;

    private final TensorScope owner;
    private final PupNetwork network;
    private final Enlarging enlarging;
    private final TextEncoder encoder;
    private final @Nullable SceneStart sceneStart;
    private final ModelInfo info;

    private PupModel(
            TensorScope owner,
            PupNetwork network,
            Enlarging enlarging,
            TextEncoder encoder,
            @Nullable SceneStart sceneStart,
            ModelInfo info) {
        this.owner = owner;
        this.network = network;
        this.enlarging = enlarging;
        this.encoder = encoder;
        this.sceneStart = sceneStart;
        this.info = info;
    }

    /** Whether a folder is one of this kind of model. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(NETWORK));
    }

    /**
     * Loads the model, computing in the device's own precision.
     *
     * @param folder with {@code pup.safetensors}, {@code upscale2.safetensors}, {@code upscale4.safetensors} and their
     *     {@code SHA256SUMS}
     * @param encoder reads the texts; borrowed
     * @throws BadWeights if a file is missing or was changed
     */
    public static PupModel load(Device device, Path folder, TextEncoder encoder) {
        return load(device, device.dtype(), ID, folder, encoder, null);
    }

    /**
     * The model, loaded when it is wanted, drawing after drafts of another one.
     *
     * @param id the name that clients use
     * @param folder as for {@link #load(Device, Path, TextEncoder)}
     * @param encoder reads the texts; borrowed
     * @param sceneStart who drafts; borrowed
     * @throws BadWeights if a file is missing or was changed
     */
    public static OnDemandModel onDemand(
            Device device, String id, Path folder, TextEncoder encoder, SceneStart sceneStart) {
        Checksums.verify(folder.resolve("SHA256SUMS"));
        var network = SafetensorsFile.open(folder.resolve(NETWORK));
        return new OnDemandModel(
                info(id, PupConfig.of(network)),
                network.parameters() * device.dtype().bytes(),
                () -> load(device, device.dtype(), id, folder, encoder, sceneStart));
    }

    static PupModel load(
            Device device, DType dtype, String id, Path folder, TextEncoder encoder, @Nullable SceneStart sceneStart) {
        Checksums.verify(folder.resolve("SHA256SUMS"));
        var file = SafetensorsFile.open(folder.resolve(NETWORK));
        var config = PupConfig.of(file);
        return TensorScope.owned(owner -> new PupModel(
                owner,
                new PupNetwork(new Weights(file, device, dtype), config),
                Enlarging.load(device, folder, dtype, config.side()),
                encoder,
                sceneStart,
                info(id, config)));
    }

    private static ModelInfo info(String id, PupConfig config) {
        return new ModelInfo(
                id,
                "Draws with a small diffusion model of its own",
                "lutra",
                "Apache-2.0",
                config.created(),
                EnumSet.allOf(Operation.class),
                Set.of(Setting.STEPS, Setting.GUIDANCE_SCALE, Setting.NEGATIVE_PROMPT, Setting.SCHEDULER),
                new ModelInfo.Sizes(4 * config.side(), 64, 2048, 1),
                new Settings(STEPS, GUIDANCE, ""),
                MAX_STEPS,
                MAX_BATCH,
                new ModelInfo.Choices(List.of(PupBeginning.EULER, PupBeginning.HEUN), List.of(), 0));
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    PupNetwork network() {
        return network;
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        ModelCard.require(info, request);
        var drawings = new ArrayList<Drawing>();
        boolean isComplete = false;
        try {
            TensorScope.run(() -> {
                var beginning = new PupBeginning(this, encoder, sceneStart, request);
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
        }
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        var drawings = batch.stream().map(this::own).toList();
        PupDenoising.step(network, drawings.stream().map(PupDrawing::denoising).toList());
        for (var drawing : drawings) {
            if (drawing.isFinished()) {
                drawing.complete(enlarging);
            }
        }
    }

    private PupDrawing own(Drawing drawing) {
        if (drawing instanceof PupDrawing own && own.model() == this) {
            return own;
        }
        throw new IllegalArgumentException("the drawing is another model's");
    }

    @Override
    public void close() {
        owner.close();
    }
}
