package io.lutra.engine.checkpoint;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.checkpoint.Checkpoint.Family;
import io.lutra.engine.checkpoint.Checkpoint.Part;
import io.lutra.engine.checkpoint.Checkpoint.Schedule;
import io.lutra.engine.checkpoint.Checkpoint.Text;
import io.lutra.engine.denoiser.UNetConfig;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.scheduler.SchedulerKind;
import io.lutra.engine.text.ClipConfig;
import io.lutra.engine.tokenizer.ClipTokenizer;
import io.lutra.engine.vae.CodecConfig;
import io.lutra.engine.weights.RenamedWeights;
import io.lutra.engine.weights.WeightDirectory;
import io.lutra.engine.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A directory with {@code model_index.json} and a folder for each part. */
final class DiffusersDirectory {
    private static final Set<String> PIPELINES = Set.of(
            "StableDiffusionPipeline",
            "StableDiffusionImg2ImgPipeline",
            "StableDiffusionInpaintPipeline",
            "StableDiffusionXLPipeline",
            "StableDiffusionXLImg2ImgPipeline",
            "StableDiffusionXLInpaintPipeline",
            "LatentConsistencyModelPipeline");
    // Published configurations contain a bare -Infinity.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    /** SD 2 was the first whose text states are wider than this. */
    private static final int SD1_TEXT_WIDTH = 768;

    private static final Logger LOG = LoggerFactory.getLogger(DiffusersDirectory.class);
    private static final SchedulerKind SUBSTITUTE = SchedulerKind.DPMPP_2M;

    private final Path directory;

    private DiffusersDirectory(Path directory) {
        this.directory = directory;
    }

    static Checkpoint open(Path directory) {
        return new DiffusersDirectory(directory).read();
    }

    private Checkpoint read() {
        var index = json(directory.resolve("model_index.json"));
        String pipeline = index.path("_class_name").asString("");
        if (!PIPELINES.contains(pipeline)) {
            throw new BadWeights("model %s is a \"%s\"; supported are %s"
                    .formatted(directory, pipeline, PIPELINES.stream().sorted().toList()));
        }
        if (!index.path("text_encoder").isArray()
                || index.path("text_encoder").path(1).isNull()) {
            throw new BadWeights(
                    "model " + directory + " has no first text encoder, as SDXL's refiner; it cannot draw alone");
        }
        var texts = new ArrayList<Text>();
        texts.add(text(""));
        if (index.path("text_encoder_2").isArray()) {
            texts.add(text("_2"));
        }
        var unet = part("unet", UNetConfig::parse);
        var codec = part("vae", CodecConfig::parse);
        var settings = parsed(directory.resolve("scheduler/scheduler_config.json"), this::schedule);
        return new Checkpoint(
                directory,
                family(unet.config(), texts.size()),
                texts,
                unet,
                new Part<>(
                        codec.config(),
                        RenamedWeights.of(codec.weights(), DiffusersDirectory::withCurrentAttentionNames)),
                new Schedule(
                        settings,
                        true,
                        index.path("force_zeros_for_empty_prompt").asBoolean(false)),
                unet.config().side() * codec.config().factor());
    }

    /** A scheduler that there is not here is no reason not to draw: DPM++ 2M suits every model that predicts noise. */
    private JsonNode schedule(JsonNode settings) {
        String name = settings.path("_class_name").asString("");
        if (SchedulerKind.ofClass(name).isPresent()) {
            SchedulerConfig.parse(settings); // what is not supported is said now, not at the first picture
            return settings;
        }
        LOG.warn(
                "model {}: the scheduler \"{}\" is not supported; {} takes its place",
                directory,
                name,
                SUBSTITUTE.key());
        var changed = ((ObjectNode) settings.deepCopy()).put("_class_name", SUBSTITUTE.className());
        changed.remove(List.of("solver_order", "solver_type", "algorithm_type"));
        SchedulerConfig.parse(changed);
        return changed;
    }

    private static Family family(UNetConfig unet, int encoders) {
        if (encoders > 1) {
            return Family.SDXL;
        }
        return unet.crossWidth() > SD1_TEXT_WIDTH ? Family.SD2 : Family.SD1;
    }

    private Text text(String suffix) {
        return new Text(
                ClipTokenizer.load(directory.resolve("tokenizer" + suffix)),
                part("text_encoder" + suffix, ClipConfig::parse));
    }

    private <C> Part<C> part(String name, Function<JsonNode, C> parser) {
        WeightSource weights = WeightDirectory.open(directory.resolve(name));
        return new Part<>(parsed(directory.resolve(name).resolve("config.json"), parser), weights);
    }

    /** Autoencoders written before 2023 name the projections of their attention otherwise. */
    private static String withCurrentAttentionNames(String name) {
        return name.replace(".query.", ".to_q.")
                .replace(".key.", ".to_k.")
                .replace(".value.", ".to_v.")
                .replace(".proj_attn.", ".to_out.0.");
    }

    private static <T> T parsed(Path path, Function<JsonNode, T> parser) {
        try {
            return parser.apply(json(path));
        } catch (IllegalArgumentException unsupported) {
            throw new BadWeights("configuration " + path + ": " + unsupported.getMessage(), unsupported);
        }
    }

    private static JsonNode json(Path path) {
        try {
            return JSON.readTree(Files.readAllBytes(path));
        } catch (IOException | JacksonException unreadable) {
            throw new BadWeights(
                    "configuration " + path + " cannot be read; is this a diffusers directory?", unreadable);
        }
    }
}
