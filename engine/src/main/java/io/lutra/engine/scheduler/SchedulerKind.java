package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The samplers there are, by the names of the reference implementation and those that a request uses. */
public enum SchedulerKind {
    /** Deterministic, or with a share of fresh noise. */
    DDIM("DDIMScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new DdimSampler(config, settings);
        }
    },
    /** The training process backwards; wants many steps. */
    DDPM("DDPMScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new DdpmSampler(config, settings);
        }
    },
    /** Linear multistep. */
    PNDM("PNDMScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new PndmSampler(config, settings);
        }
    },
    /** First order, deterministic. */
    EULER("EulerDiscreteScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new EulerSampler(config, settings);
        }
    },
    /** First order with fresh noise. */
    EULER_A("EulerAncestralDiscreteScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new EulerAncestralSampler(config, settings);
        }
    },
    /** Second order, two calls a step. */
    HEUN("HeunDiscreteScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new HeunSampler(config, settings);
        }
    },
    /** Second order, one call a step. */
    DPMPP_2M("DPMSolverMultistepScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new DpmSolverSampler(config, settings);
        }
    },
    /** Second order with a corrector, one call a step. */
    UNIPC("UniPCMultistepScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new UniPcSampler(config, settings);
        }
    },
    /** For latent consistency models: few steps. */
    LCM("LCMScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new LcmSampler(config, settings);
        }
    },
    /** For models of straight paths. */
    FLOW_MATCH_EULER("FlowMatchEulerDiscreteScheduler") {
        @Override
        Sampler sampler(SchedulerConfig config, SamplerSettings settings) {
            return new FlowMatchSampler(config, settings);
        }
    };

    private final String className;

    SchedulerKind(String className) {
        this.className = className;
    }

    abstract Sampler sampler(SchedulerConfig config, SamplerSettings settings);

    /** Whether this sampler limits what the network takes for the picture, if the configuration says so. */
    boolean clips() {
        return switch (this) {
            case DDIM, DDPM, HEUN, LCM -> true;
            case PNDM, EULER, EULER_A, DPMPP_2M, UNIPC, FLOW_MATCH_EULER -> false;
        };
    }

    /** The name in a {@code scheduler_config.json}. */
    public String className() {
        return className;
    }

    /** The name in a request, such as {@code dpmpp_2m}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the name in a {@code scheduler_config.json}. */
    public static Optional<SchedulerKind> ofClass(String className) {
        return Arrays.stream(values())
                .filter(kind -> kind.className.equals(className))
                .findFirst();
    }

    /** By the name in a request. */
    public static Optional<SchedulerKind> ofKey(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
