package io.lutra.engine.checkpoint;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint.Family;
import io.lutra.engine.checkpoint.Checkpoint.Part;
import io.lutra.engine.checkpoint.Checkpoint.Schedule;
import io.lutra.engine.checkpoint.Checkpoint.Text;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.tokenizer.ClipTokenizer.Padding;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.weights.RenamedWeights;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.WeightSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A single file in the layout of the original code of Stable Diffusion and SDXL, which most tools exchange. It has no
 * configuration: the family is told from the names of the text encoders, sizes from the arrays' shapes, and the rest is what
 * the family's published models have in common.
 */
final class OriginalFile {
    private static final String DENOISER = "model.diffusion_model.";
    private static final String CODEC = "first_stage_model.";
    private static final String SD1_TEXT = "cond_stage_model.transformer.";
    private static final String SD2_TEXT = "cond_stage_model.model.";
    private static final String SDXL_TEXT_1 = "conditioner.embedders.0.transformer.";
    private static final String SDXL_TEXT_2 = "conditioner.embedders.1.model.";
    private static final String REFINER_TEXT = "conditioner.embedders.0.model.";
    private static final String SUPPORTED =
            "; supported are Stable Diffusion 1, 2 and XL, with text encoder and autoencoder"
                    + " in the file, or as a diffusers directory";

    /** Names that only other kinds of files have, and what those are. */
    private static final Map<String, String> OTHERS = othersInOrder();

    private final SafetensorsFile file;
    private final Family family;

    private OriginalFile(SafetensorsFile file, Family family) {
        this.file = file;
        this.family = family;
    }

    private static Map<String, String> othersInOrder() {
        var others = new LinkedHashMap<String, String>();
        others.put("model.diffusion_model.joint_blocks.", "Stable Diffusion 3");
        others.put("joint_blocks.", "Stable Diffusion 3");
        others.put("model.diffusion_model.double_blocks.", "Flux");
        others.put("double_blocks.", "Flux");
        others.put("control_model.", "a ControlNet");
        others.put("controlnet_cond_embedding.", "a ControlNet");
        others.put(REFINER_TEXT, "SDXL's refiner");
        others.put("encoder.conv_in.", "an autoencoder alone");
        others.put("down_blocks.", "one part of a diffusers directory");
        others.put("text_model.", "a text encoder alone");
        return others;
    }

    static Checkpoint open(Path path) {
        var file = SafetensorsFile.open(path);
        return new OriginalFile(file, family(file)).read();
    }

    private static Family family(SafetensorsFile file) {
        if (file.names().stream().anyMatch(name -> name.contains("lora"))) {
            throw new BadWeights("model " + file.path() + " is a LoRA, which is added to a model" + SUPPORTED);
        }
        for (var other : OTHERS.entrySet()) {
            if (has(file, other.getKey())) {
                throw new BadWeights(
                        "model " + file.path() + " is " + other.getValue() + ", which cannot draw here" + SUPPORTED);
            }
        }
        boolean isXl = has(file, SDXL_TEXT_1) && has(file, SDXL_TEXT_2);
        boolean is2 = has(file, SD2_TEXT);
        boolean is1 = has(file, SD1_TEXT);
        if (!has(file, DENOISER) || !has(file, CODEC) || !(isXl || is2 || is1)) {
            throw new BadWeights("model %s has %d arrays: %s denoiser (%s*), %s autoencoder (%s*), %s text encoder%s"
                    .formatted(
                            file.path(),
                            file.names().size(),
                            has(file, DENOISER) ? "a" : "no",
                            DENOISER,
                            has(file, CODEC) ? "an" : "no",
                            CODEC,
                            isXl || is2 || is1 ? "a" : "no",
                            SUPPORTED));
        }
        return isXl ? Family.SDXL : is2 ? Family.SD2 : Family.SD1;
    }

    private static boolean has(SafetensorsFile file, String prefix) {
        return file.names().stream().anyMatch(name -> name.startsWith(prefix));
    }

    private Checkpoint read() {
        var shapes = new Shapes(file, family);
        var schedule = schedule();
        int side = !schedule.isPredictionKnown()
                ? 0
                : switch (family) {
                    case SD1 -> 512;
                    case SD2 ->
                        schedule.settings().path("prediction_type").asString("").equals("v_prediction") ? 768 : 512;
                    case SDXL -> 1024;
                };
        UNetConfig unet = shapes.denoiser(DENOISER);
        CodecConfig codec = shapes.codec(CODEC);
        return new Checkpoint(
                file.path(),
                family,
                texts(shapes),
                new Part<>(unet, part(DENOISER, new DenoiserNames(unet.layers())::translate)),
                new Part<>(codec, part(CODEC, new CodecNames(codec.channels().size())::translate)),
                schedule,
                side);
    }

    private List<Text> texts(Shapes shapes) {
        return switch (family) {
            case SD1 -> List.of(clip(shapes, SD1_TEXT));
            // SD 2 never runs the last layer.
            case SD2 -> List.of(openClip(shapes, SD2_TEXT, 1, false));
            case SDXL -> List.of(clip(shapes, SDXL_TEXT_1), openClip(shapes, SDXL_TEXT_2, 0, true));
        };
    }

    private Text clip(Shapes shapes, String prefix) {
        // Files converted by early tools lack one level of names.
        var weights = part(prefix, name -> name.startsWith("text_model.") ? name : "text_model." + name);
        return text(shapes.text(weights, 0, false), weights, Padding.END);
    }

    private Text openClip(Shapes shapes, String prefix, int skippedLayers, boolean isProjected) {
        var weights = new OpenClipWeights(file, prefix);
        return text(shapes.text(weights, skippedLayers, isProjected), weights, Padding.ZERO);
    }

    private Text text(ClipConfig config, WeightSource weights, Padding padding) {
        return new Text(ClipTokenizer.published(config.vocabulary(), padding), new Part<>(config, weights));
    }

    private RenamedWeights part(String prefix, Function<String, String> translate) {
        var names = new LinkedHashMap<String, String>();
        for (String name : file.names()) {
            if (name.startsWith(prefix)) {
                names.put(translate.apply(name.substring(prefix.length())), name);
            }
        }
        return RenamedWeights.of(file, names);
    }

    private Schedule schedule() {
        String stated = prediction();
        ObjectNode settings = JsonMapper.shared().createObjectNode();
        settings.put("num_train_timesteps", 1000)
                .put("beta_start", 0.00085)
                .put("beta_end", 0.012)
                .put("beta_schedule", "scaled_linear")
                .put("steps_offset", 1)
                .put("set_alpha_to_one", false)
                .put("clip_sample", false)
                .put("prediction_type", stated.isEmpty() ? "epsilon" : stated)
                .put("timestep_spacing", "leading")
                .put(
                        "_class_name",
                        switch (family) {
                            case SD1 -> "PNDMScheduler";
                            case SD2 -> "DDIMScheduler";
                            case SDXL -> "EulerDiscreteScheduler";
                        });
        if (file.names().contains("ztsnr")) {
            settings.put("rescale_betas_zero_snr", true).put("timestep_spacing", "trailing");
        }
        return new Schedule(settings, !stated.isEmpty() || family != Family.SD2, family == Family.SDXL);
    }

    /** What the file says that the denoiser predicts: by its metadata, or by the empty arrays that some tools add. */
    private String prediction() {
        String stated =
                file.metadata().getOrDefault("modelspec.prediction_type", "").toLowerCase(Locale.ROOT);
        if (stated.startsWith("v") || file.names().contains("v_pred")) {
            return "v_prediction";
        }
        return stated.startsWith("eps") ? "epsilon" : "";
    }
}
