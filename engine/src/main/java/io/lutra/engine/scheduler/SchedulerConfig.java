package io.lutra.engine.scheduler;

import io.lutra.engine.scheduler.NoiseSchedule.BetaSchedule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A scheduler's settings, as a model's {@code scheduler_config.json} gives them. Immutable.
 *
 * @param kind which sampler
 * @param trainSteps how many noise levels the network was trained at
 * @param prediction what the network answers
 * @param spacing how the visited steps are chosen
 * @param stepsOffset added to them by {@link Spacing#LEADING}
 * @param clipRange the pictures' largest absolute value; infinite for not clipped
 * @param noise the training noise
 * @param solver settings of the solvers
 * @param lcmTrainedSteps noise levels that LCM was distilled at
 * @param lcmTimestepScaling of LCM's boundary condition
 * @param flow settings of flow matching
 */
public record SchedulerConfig(
        SchedulerKind kind,
        int trainSteps,
        Prediction prediction,
        Spacing spacing,
        int stepsOffset,
        double clipRange,
        Noise noise,
        Solver solver,
        int lcmTrainedSteps,
        double lcmTimestepScaling,
        Flow flow) {
    private static final int MAX_TRAIN_STEPS = 100_000;

    /** The training noise. */
    record Noise(BetaSchedule schedule, double start, double end, boolean hasZeroTerminalSnr, boolean setsAlphaToOne) {}

    /** Settings of the solvers. */
    record Solver(
            int order,
            boolean isStochastic,
            boolean isLowerOrderFinal,
            boolean isEulerAtFinal,
            boolean endsAtSigmaMin,
            boolean usesKarrasSigmas) {}

    /** Settings of flow matching. */
    record Flow(double shift, boolean isDynamic) {}

    /**
     * Reads a configuration; what it does not name has the reference's default for the scheduler.
     *
     * @throws IllegalArgumentException naming a scheduler or setting that is not supported
     */
    public static SchedulerConfig parse(JsonNode json) {
        String className = json.path("_class_name").asString("");
        var kind = SchedulerKind.ofClass(className)
                .orElseThrow(() -> new IllegalArgumentException("scheduler \"%s\" is not supported; supported are %s"
                        .formatted(
                                className,
                                List.of(SchedulerKind.values()).stream()
                                        .map(SchedulerKind::className)
                                        .toList())));
        return parse(json, kind);
    }

    /** As {@link #parse(JsonNode)}, but makes another scheduler of the settings, as a request may ask. */
    public static SchedulerConfig parse(JsonNode json, SchedulerKind kind) {
        return new ConfigReader(json).read(kind);
    }

    /** The sampler of these settings. */
    public Sampler sampler(SamplerSettings settings) {
        if (settings.steps() > trainSteps) {
            throw new IllegalArgumentException(
                    settings.steps() + " steps are more than the " + trainSteps + " that the model was trained at");
        }
        return kind.sampler(this, settings);
    }

    /** The most steps that can be asked for. */
    public int maxSteps() {
        return Math.min(kind == SchedulerKind.LCM ? lcmTrainedSteps : trainSteps, SamplerSettings.MAX_STEPS);
    }

    /** Whether the model was distilled to few steps, as far as the settings tell: LCM and Turbo. */
    public boolean wantsFewSteps() {
        boolean isEuler = kind == SchedulerKind.EULER || kind == SchedulerKind.EULER_A;
        return kind == SchedulerKind.LCM || (isEuler && spacing == Spacing.TRAILING);
    }

    /** The settings for another sampler of the same network. */
    public SchedulerConfig with(SchedulerKind other) {
        return new SchedulerConfig(
                other,
                trainSteps,
                prediction,
                spacing,
                stepsOffset,
                clipRange,
                noise,
                solver,
                lcmTrainedSteps,
                lcmTimestepScaling,
                flow);
    }

    NoiseSchedule noiseSchedule() {
        var schedule = NoiseSchedule.of(noise.schedule().betas(trainSteps, noise.start(), noise.end()));
        return noise.hasZeroTerminalSnr() ? schedule.withZeroTerminalSnr() : schedule;
    }

    SchedulerConfig withAlphaSetToOne() {
        var one = new Noise(noise.schedule(), noise.start(), noise.end(), noise.hasZeroTerminalSnr(), true);
        return new SchedulerConfig(
                kind,
                trainSteps,
                prediction,
                spacing,
                stepsOffset,
                clipRange,
                one,
                solver,
                lcmTrainedSteps,
                lcmTimestepScaling,
                flow);
    }

    float[] clipped(float[] picture) {
        return Double.isInfinite(clipRange) ? picture : Mix.clamped(picture, clipRange);
    }

    boolean setsAlphaToOne() {
        return noise.setsAlphaToOne();
    }

    int solverOrder() {
        return solver.order();
    }

    boolean isStochastic() {
        return solver.isStochastic();
    }

    boolean isLowerOrderFinal() {
        return solver.isLowerOrderFinal();
    }

    boolean isEulerAtFinal() {
        return solver.isEulerAtFinal();
    }

    boolean endsAtSigmaMin() {
        return solver.endsAtSigmaMin();
    }

    boolean usesKarrasSigmas() {
        return solver.usesKarrasSigmas();
    }

    /** Reads the fields of a {@code scheduler_config.json}. */
    private record ConfigReader(JsonNode json) {
        SchedulerConfig read(SchedulerKind kind) {
            refuse("thresholding");
            refuse("use_lu_lambdas");
            refuse("use_exponential_sigmas");
            refuse("use_beta_sigmas");
            if (!json.path("trained_betas").isNull()
                    && !json.path("trained_betas").isMissingNode()) {
                throw new IllegalArgumentException("trained_betas are not supported");
            }
            int trainSteps = whole("num_train_timesteps", 1000, 1, MAX_TRAIN_STEPS);
            boolean clips = flag("clip_sample", kind == SchedulerKind.DDIM || kind == SchedulerKind.DDPM);
            return new SchedulerConfig(
                    kind,
                    trainSteps,
                    choice("prediction_type", Prediction.class, Prediction.EPSILON),
                    choice("timestep_spacing", Spacing.class, standardSpacing(kind)),
                    whole("steps_offset", 0, 0, trainSteps - 1),
                    clips && kind.clips() ? number("clip_sample_range", 1) : Double.POSITIVE_INFINITY,
                    noise(kind),
                    solver(kind),
                    whole("original_inference_steps", 50, 1, trainSteps),
                    number("timestep_scaling", 10),
                    new Flow(number("shift", 1), flag("use_dynamic_shifting", false)));
        }

        private Noise noise(SchedulerKind kind) {
            boolean setsToOne = flag("set_alpha_to_one", kind != SchedulerKind.PNDM);
            return new Noise(
                    choice("beta_schedule", BetaSchedule.class, BetaSchedule.LINEAR),
                    number("beta_start", 0.0001),
                    number("beta_end", 0.02),
                    flag("rescale_betas_zero_snr", false),
                    setsToOne);
        }

        private Solver solver(SchedulerKind kind) {
            String algorithm = json.path("algorithm_type").asString("dpmsolver++");
            if (!Set.of("dpmsolver++", "sde-dpmsolver++").contains(algorithm)) {
                throw new IllegalArgumentException("algorithm_type " + algorithm + " is not supported");
            }
            String type = json.path("solver_type").asString(kind == SchedulerKind.UNIPC ? "bh2" : "midpoint");
            if (!Set.of("midpoint", "bh2").contains(type)) {
                throw new IllegalArgumentException("solver_type " + type + " is not supported");
            }
            return new Solver(
                    whole("solver_order", 2, 1, 2),
                    algorithm.equals("sde-dpmsolver++"),
                    flag("lower_order_final", true),
                    flag("euler_at_final", false),
                    json.path("final_sigmas_type").asString("zero").equals("sigma_min"),
                    flag("use_karras_sigmas", false));
        }

        private static Spacing standardSpacing(SchedulerKind kind) {
            return switch (kind) {
                case DDIM, DDPM, PNDM, LCM -> Spacing.LEADING;
                case EULER, EULER_A, HEUN, DPMPP_2M, UNIPC, FLOW_MATCH_EULER -> Spacing.LINSPACE;
            };
        }

        private void refuse(String field) {
            if (flag(field, false)) {
                throw new IllegalArgumentException(field + " is not supported");
            }
        }

        private boolean flag(String field, boolean standard) {
            return json.path(field).asBoolean(standard);
        }

        private double number(String field, double standard) {
            double value = json.path(field).asDouble(standard);
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(field + " must be positive, but is " + value);
            }
            return value;
        }

        private int whole(String field, int standard, int min, int max) {
            int value = json.path(field).asInt(standard);
            if (value < min || value > max) {
                throw new IllegalArgumentException("%s must be %d to %d, but is %d".formatted(field, min, max, value));
            }
            return value;
        }

        private <E extends Enum<E>> E choice(String field, Class<E> type, E standard) {
            String text = json.path(field).asString("");
            if (text.isEmpty()) {
                return standard;
            }
            for (E value : type.getEnumConstants()) {
                if (value.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return value;
                }
            }
            throw new IllegalArgumentException(field + " " + text + " is not supported");
        }
    }
}
