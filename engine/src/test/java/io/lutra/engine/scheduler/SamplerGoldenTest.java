package io.lutra.engine.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lutra.engine.golden.GoldenCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every sampler against diffusers, step by step from given network answers. */
class SamplerGoldenTest {
    private static final double TABLE_TOLERANCE = 1e-5;
    private static final double STEP_TOLERANCE = 1e-5;

    static Stream<GoldenCase> cases() {
        return GoldenCase.ofComponent("scheduler");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void visitsTheReferencesNoiseLevels(GoldenCase golden) {
        var timetable = sampler(golden).timetable();

        assertThat(timetable.timesteps())
                .hasSize(golden.settings().path("timesteps").size());
        for (int call = 0; call < timetable.calls(); call++) {
            double expected = golden.settings().path("timesteps").get(call).asDouble();
            double tolerance = expected == Math.rint(expected) ? 1e-9 : TABLE_TOLERANCE * expected;
            assertThat(timetable.timesteps()[call]).as("timestep %d", call).isCloseTo(expected, within(tolerance));
        }
        var sigmas = golden.settings().path("sigmas");
        if (timetable.sigmas().length > 0) {
            assertThat(timetable.sigmas()).hasSize(sigmas.size());
            for (int i = 0; i < sigmas.size(); i++) {
                double expected = sigmas.get(i).asDouble();
                assertThat(timetable.sigmas()[i])
                        .as("sigma %d", i)
                        .isCloseTo(expected, within(TABLE_TOLERANCE * Math.max(expected, 1e-9)));
            }
        }
        double scale = golden.settings().path("init_noise_sigma").asDouble(1);
        assertThat(timetable.initialScale()).isCloseTo(scale, within(TABLE_TOLERANCE * scale));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void stepsAsTheReference(GoldenCase golden) {
        var sampler = sampler(golden);
        int start = golden.settings().path("start_index").asInt();
        var noise = new ArrayDeque<float[]>(rows(golden, "step.noise"));
        var state = sampler.start(start, golden.floats("start_sample"));
        int calls = sampler.timetable().calls() - start;

        for (int i = 0; i < calls; i++) {
            assertClose(golden, "step.scaled_input", i, sampler.scaleInput(state));
            state = sampler.step(state, golden.row("step.model_output", i), noise::removeFirst);
            assertClose(golden, "step.prev_sample", i, state.sample());
            if (golden.has("step.pred_original") && !golden.text("scheduler").equals("LCMScheduler")) {
                assertClose(golden, "step.pred_original", i, state.denoised());
            }
        }

        assertThat(state.call()).isEqualTo(sampler.timetable().calls());
        assertThat(noise).as("noise that was not asked for").isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void addsNoiseAsTheReference(GoldenCase golden) {
        int start = golden.settings().path("start_index").asInt();
        String expected = golden.has("scale_noise.output") ? "scale_noise.output" : "add_noise.output_at_first";
        float[] noisy =
                sampler(golden).addNoise(golden.floats("add_noise.original"), golden.floats("add_noise.noise"), start);

        assertThat(noisy).containsExactly(golden.floats(expected), within(tolerance(golden.floats(expected))));
    }

    private static Sampler sampler(GoldenCase golden) {
        JsonNode settings = golden.settings();
        var kind = SchedulerKind.ofClass(golden.text("scheduler")).orElseThrow();
        return SchedulerConfig.parse(settings.path("scheduler_config"), kind)
                .sampler(new SamplerSettings(
                        settings.path("num_inference_steps").asInt(),
                        0,
                        settings.path("set_timesteps_args").path("mu").asDouble(0)));
    }

    private static void assertClose(GoldenCase golden, String tensor, int row, float[] actual) {
        float[] expected = golden.row(tensor, row);
        assertThat(actual).as("%s %d", tensor, row).containsExactly(expected, within(tolerance(expected)));
    }

    private static float tolerance(float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        return (float) (STEP_TOLERANCE * largest);
    }

    private static List<float[]> rows(GoldenCase golden, String tensor) {
        var rows = new ArrayList<float[]>();
        if (golden.has(tensor)) {
            long count = golden.tensors().find(tensor).orElseThrow().shape()[0];
            for (int i = 0; i < count; i++) {
                rows.add(golden.row(tensor, i));
            }
        }
        return rows;
    }
}
