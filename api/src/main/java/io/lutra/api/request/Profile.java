package io.lutra.api.request;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which era of the API a request is held to: limits, parameters, errors and answer. Chosen by the model name that the client
 * used, not by the model that draws.
 */
public enum Profile {
    /** dall-e-2, and requests that name no model. */
    L(1000, 10, List.of(Size.square(256), Size.square(512), Size.square(1024)), Set.of("response_format")),
    /** dall-e-3. */
    D3(
            4000,
            1,
            List.of(Size.square(1024), new Size(1792, 1024), new Size(1024, 1792)),
            Set.of("response_format", "quality", "style")),
    /** gpt-image and its successors. */
    G(
            32000,
            10,
            List.of(Size.square(1024), new Size(1536, 1024), new Size(1024, 1536)),
            Set.of(
                    "quality",
                    "background",
                    "moderation",
                    "output_format",
                    "output_compression",
                    "input_fidelity",
                    "safety_identifier")),
    /** Our own model names: what any of the others has, within the limits of the model. */
    X(
            32000,
            10,
            List.of(),
            Set.of(
                    "response_format",
                    "quality",
                    "style",
                    "background",
                    "moderation",
                    "output_format",
                    "output_compression",
                    "input_fidelity",
                    "safety_identifier"));

    /** What every profile has, our own additions included. */
    private static final Set<String> EVERYWHERE = Set.of(
            "prompt",
            "model",
            "n",
            "size",
            "user",
            "stream",
            "partial_images",
            "seed",
            "negative_prompt",
            "steps",
            "guidance_scale",
            "scheduler",
            "clip_skip",
            "loras",
            "cache",
            "strength");

    private final int promptLimit;
    private final int countLimit;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
    private final List<Size> sizes;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
    private final Set<String> parameters;

    Profile(int promptLimit, int countLimit, List<Size> sizes, Set<String> parameters) {
        this.promptLimit = promptLimit;
        this.countLimit = countLimit;
        this.sizes = List.copyOf(sizes);
        this.parameters = Set.copyOf(parameters);
    }

    /**
     * The profile of a model name.
     *
     * @param model as the client wrote it; empty when it named none
     */
    public static Profile of(String model) {
        var name = model.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("dall-e-2")) {
            return L;
        }
        if (name.equals("dall-e-3")) {
            return D3;
        }
        return isGpt(name) ? G : X;
    }

    private static boolean isGpt(String name) {
        return name.startsWith("gpt-image-") || name.equals("chatgpt-image-latest");
    }

    /** The longest prompt, in Unicode code points. */
    public int promptLimit() {
        return promptLimit;
    }

    /** The most pictures of one request. */
    public int countLimit() {
        return countLimit;
    }

    /** The sizes that the profile names; empty where the model alone decides. */
    public List<Size> sizes() {
        return sizes;
    }

    /** Whether the profile has a parameter of this name. */
    public boolean has(String parameter) {
        return EVERYWHERE.contains(parameter) || parameters.contains(parameter);
    }

    /** Whether {@code size} may be {@code auto}. */
    public boolean hasAutoSize() {
        return this == G || this == X;
    }

    /** Whether the answer tells size, quality, background, output format and usage. */
    public boolean tellsUsage() {
        return this == G;
    }
}
