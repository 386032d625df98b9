package io.lutra.engine.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ways to take noise away that a request can name, whatever the model's own way is. */
public enum SchedulerChoice {
    /** {@link SchedulerKind#DDIM}. */
    DDIM(SchedulerKind.DDIM, false, false),
    /** {@link SchedulerKind#DDPM}. */
    DDPM(SchedulerKind.DDPM, false, false),
    /** {@link SchedulerKind#PNDM}. */
    PNDM(SchedulerKind.PNDM, false, false),
    /** {@link SchedulerKind#EULER}. */
    EULER(SchedulerKind.EULER, false, false),
    /** {@link SchedulerKind#EULER} at Karras' noise levels. */
    EULER_KARRAS(SchedulerKind.EULER, true, false),
    /** {@link SchedulerKind#EULER_A}. */
    EULER_A(SchedulerKind.EULER_A, false, false),
    /** {@link SchedulerKind#HEUN}. */
    HEUN(SchedulerKind.HEUN, false, false),
    /** {@link SchedulerKind#DPMPP_2M}. */
    DPMPP_2M(SchedulerKind.DPMPP_2M, false, false),
    /** {@link SchedulerKind#DPMPP_2M} at Karras' noise levels. */
    DPMPP_2M_KARRAS(SchedulerKind.DPMPP_2M, true, false),
    /** {@link SchedulerKind#DPMPP_2M} with fresh noise. */
    DPMPP_2M_SDE(SchedulerKind.DPMPP_2M, false, true),
    /** {@link SchedulerKind#DPMPP_2M} with fresh noise at Karras' noise levels. */
    DPMPP_2M_SDE_KARRAS(SchedulerKind.DPMPP_2M, true, true),
    /** {@link SchedulerKind#UNIPC}. */
    UNIPC(SchedulerKind.UNIPC, false, false),
    /** {@link SchedulerKind#LCM}. */
    LCM(SchedulerKind.LCM, false, false);

    private final SchedulerKind kind;
    private final boolean usesKarrasSigmas;
    private final boolean isStochastic;

    SchedulerChoice(SchedulerKind kind, boolean usesKarrasSigmas, boolean isStochastic) {
        this.kind = kind;
        this.usesKarrasSigmas = usesKarrasSigmas;
        this.isStochastic = isStochastic;
    }

    /** The name in a request, such as {@code dpmpp_2m_karras}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(SchedulerChoice::key).toList();
    }

    /** By its name. */
    public static Optional<SchedulerChoice> find(String key) {
        return Arrays.stream(values())
                .filter(choice -> choice.key().equals(key))
                .findFirst();
    }

    /**
     * This way for a model: what its settings say of its training and spacing stays.
     *
     * @param settings the model's {@code scheduler_config.json}
     */
    public SchedulerConfig of(JsonNode settings) {
        var own = (ObjectNode) settings.deepCopy();
        own.put("use_karras_sigmas", usesKarrasSigmas);
        own.put("algorithm_type", isStochastic ? "sde-dpmsolver++" : "dpmsolver++");
        return SchedulerConfig.parse(own, kind);
    }
}
