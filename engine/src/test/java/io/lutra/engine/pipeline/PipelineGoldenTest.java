package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.golden.Closeness;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.pipeline.Denoising.Shape;
import io.lutra.engine.scheduler.Sampler;
import io.lutra.engine.scheduler.SamplerSettings;
import io.lutra.engine.scheduler.SchedulerConfig;
import io.lutra.engine.scheduler.SchedulerKind;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whole pipelines against diffusers, from the same noise. */
class PipelineGoldenTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());

    private long livingBefore;

    @BeforeEach
    void count() {
        livingBefore = TensorLedger.living();
    }

    @AfterEach
    void leavesNoTensorOpen() {
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    static Stream<Arguments> cases() {
        return GoldenCase.pipelines()
                .flatMap(golden -> Stream.of(Arguments.of(golden, DType.F32), Arguments.of(golden, DType.BF16)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void drawsAsTheReference(GoldenCase golden, DType dtype) {
        TensorScope.run(() -> {
            var networks = Networks.load(DEVICE, Checkpoint.open(golden.model()), dtype);
            var run = new Run(golden, networks);
            var batch = run.begin();
            if (dtype == DType.F32) {
                Closeness.assertWithin("prompt_embeds", run.promptEmbeds(), run.expectedEmbeds(), 2e-5);
            }
            while (!batch.getFirst().isFinished()) {
                Denoising.step(networks, batch);
            }
            checkLatents(golden, dtype, networks, batch);
            checkPictures(golden, dtype, networks, batch);
            return batch;
        });
    }

    private static void checkLatents(GoldenCase golden, DType dtype, Networks networks, List<Denoising> batch) {
        float[] expected = golden.floats("final_latents");
        var actual = new float[expected.length];
        int from = 0;
        for (var denoising : batch) {
            for (float value : denoising.state().sample()) {
                actual[from++] = (float) (value / networks.codec().config().scale());
            }
        }
        if (dtype == DType.F32) {
            Closeness.assertWithin("final_latents", actual, expected, 1e-4 * Closeness.largest(expected));
        } else {
            Closeness.assertRelative("final_latents", actual, expected, 0.14);
        }
    }

    private static void checkPictures(GoldenCase golden, DType dtype, Networks networks, List<Denoising> batch) {
        byte[] expected = golden.bytes("image_u8");
        int from = 0;
        long total = 0;
        int worst = 0;
        for (var denoising : batch) {
            var raster = Decoding.picture(networks, denoising);
            for (int pixel : raster.argb()) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int difference = Math.abs((pixel >>> shift & 255) - (expected[from++] & 255));
                    worst = Math.max(worst, difference);
                    total += difference;
                }
            }
        }
        assertThat(from).isEqualTo(expected.length);
        assertThat(worst).as("largest difference of a channel").isLessThanOrEqualTo(dtype == DType.F32 ? 1 : 56);
        assertThat(total / (255.0 * from))
                .as("mean difference")
                .isLessThanOrEqualTo(dtype == DType.F32 ? 0.004 : 0.024);
    }

    /** One case's settings as this engine takes them. */
    private record Run(GoldenCase golden, Networks networks, List<TextCondition> texts) {
        Run(GoldenCase golden, Networks networks) {
            this(golden, networks, new ArrayList<>());
        }

        List<Denoising> begin() {
            var settings = golden.settings();
            var arguments = settings.path("pipeline_args");
            var noise = noise();
            int width = settings.path("width").asInt();
            int height = settings.path("height").asInt();
            int factor = networks.codec().config().factor();
            var shape = new Shape(networks.codec().config().latentChannels(), height / factor, width / factor);
            var guidance = new Guidance(
                    settings.path("guidance_scale").asDouble(),
                    arguments.path("guidance_rescale").asDouble(0));
            var prompt = text(golden.text("prompt"), arguments.path("prompt_2"));
            TextCondition negative = guidance.isOn() && !networks.isToldGuidance() ? negative(prompt) : null;
            if (negative != null) {
                texts.add(negative);
            }
            texts.add(prompt);
            int count = arguments.path("num_images_per_prompt").asInt(1);
            var batch = new ArrayList<Denoising>();
            for (int i = 0; i < count; i++) {
                int picture = i;
                var sampler = sampler(settings, arguments);
                var start = given(arguments, new Canvas(width, height))
                        .start(sampler, shape, () -> rowOf(noise.removeFirst(), picture, shape));
                batch.add(new Denoising(
                        new Denoising.Plan(
                                shape,
                                sampler,
                                guidance,
                                ReadText.of(networks, prompt),
                                negative == null ? null : ReadText.of(networks, negative),
                                sizes(arguments, width, height),
                                start.repaint(),
                                () -> rowOf(noise.removeFirst(), picture, shape)),
                        start.call(),
                        start.sample()));
                if (i + 1 < count) {
                    noise.addAll(noise());
                }
            }
            return batch;
        }

        private Given given(JsonNode arguments, Canvas canvas) {
            double strength = arguments.path("strength").asDouble(1);
            if (!golden.has("input.image")) {
                return new Given(null, null, null, 1, networks.codec().config().scale());
            }
            float[] planes = golden.floats("input.image");
            for (int i = 0; i < planes.length; i++) {
                planes[i] = 2 * planes[i] - 1;
            }
            return golden.has("input.mask")
                    ? Given.of(networks, canvas, planes, golden.floats("input.mask"), strength)
                    : Given.of(networks, canvas, planes, strength);
        }

        private static Sampler sampler(JsonNode settings, JsonNode arguments) {
            var kind =
                    SchedulerKind.ofClass(settings.path("scheduler").asString()).orElseThrow();
            return SchedulerConfig.parse(settings.path("scheduler_config"), kind)
                    .sampler(new SamplerSettings(
                            settings.path("num_inference_steps").asInt(),
                            arguments.path("eta").asDouble(0),
                            0));
        }

        private TextCondition negative(TextCondition prompt) {
            var text = golden.settings().path("negative_prompt");
            if (text.isString()) {
                return text(text.stringValue(), text);
            }
            return networks.zeroesAbsentText() ? prompt.zeroed() : text("", text);
        }

        /** The second encoder of SDXL may be given a text of its own, which the engine's requests do not have. */
        private TextCondition text(String first, JsonNode second) {
            int skipped =
                    golden.settings().path("pipeline_args").path("clip_skip").asInt(0);
            var condition = TextCondition.of(networks, first, skipped);
            if (!second.isString() || second.stringValue().equals(first) || condition.pooled() == null) {
                return condition;
            }
            var other = TextCondition.of(networks, second.stringValue(), skipped);
            long width = networks.texts().getFirst().encoder().config().width();
            var states = Tensor.cat(
                    List.of(
                            condition.states().narrow(2, 0, width),
                            other.states().narrow(2, width, other.states().size(2) - width)),
                    2);
            return new TextCondition(states, other.pooled());
        }

        private double[] sizes(JsonNode arguments, int width, int height) {
            if (!networks.unet().config().readsSizes()) {
                return new double[0];
            }
            return Stream.of("original_size", "crops_coords_top_left", "target_size")
                    .flatMapToDouble(field -> IntStream.range(0, 2)
                            .mapToDouble(i -> arguments
                                    .path(field)
                                    .path(i)
                                    .asDouble(field.startsWith("crops") ? 0 : i == 0 ? height : width)))
                    .toArray();
        }

        private Deque<float[]> noise() {
            var noise = new ArrayDeque<float[]>();
            for (int i = 0; golden.has("noise." + i); i++) {
                noise.add(golden.floats("noise." + i));
            }
            return noise;
        }

        private static float[] rowOf(float[] noise, int row, Shape shape) {
            return noise.length == shape.length()
                    ? noise
                    : Arrays.copyOfRange(noise, row * shape.length(), (row + 1) * shape.length());
        }

        float[] promptEmbeds() {
            return TensorScope.run(
                    () -> Tensor.cat(texts.stream().map(TextCondition::states).toList(), 0)
                            .toFloats());
        }

        /** One row for each text: several pictures repeat the rows. */
        float[] expectedEmbeds() {
            float[] all = golden.floats("prompt_embeds");
            return Arrays.copyOf(all, (int) (texts.size()
                    * texts.getFirst().states().size(1)
                    * texts.getFirst().states().size(2)));
        }
    }
}
