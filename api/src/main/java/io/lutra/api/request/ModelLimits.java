package io.lutra.api.request;

import java.util.List;

/**
 * What the model that will draw allows.
 *
 * @param nativeSide the side of the square that it draws best
 * @param minSide the smallest width or height
 * @param maxSide the largest width or height
 * @param multiple what width and height must be divisible by
 * @param maxSteps the most steps
 * @param steps whether the number of steps changes its pictures
 * @param guidanceScale whether the guidance scale does
 * @param negativePrompt whether the negative prompt does
 * @param transparency whether it can leave the background transparent
 * @param recipe what can be chosen of the way it draws
 */
public record ModelLimits(
        int nativeSide,
        int minSide,
        int maxSide,
        int multiple,
        int maxSteps,
        boolean steps,
        boolean guidanceScale,
        boolean negativePrompt,
        boolean transparency,
        Recipe recipe) {
    /** Of a model whose way of drawing is its own. */
    public ModelLimits(
            int nativeSide,
            int minSide,
            int maxSide,
            int multiple,
            int maxSteps,
            boolean steps,
            boolean guidanceScale,
            boolean negativePrompt,
            boolean transparency) {
        this(
                nativeSide,
                minSide,
                maxSide,
                multiple,
                maxSteps,
                steps,
                guidanceScale,
                negativePrompt,
                transparency,
                Recipe.NONE);
    }

    /**
     * What can be chosen of the way a model draws.
     *
     * @param schedulers names of the ways to take noise away; empty if there is no choice
     * @param hasLoras whether LoRAs change its pictures
     * @param loras their names
     * @param maxClipSkip the most last layers of the text encoder to leave out; 0 if there is no choice
     * @param cache whether it can be fast rather than exact
     */
    public record Recipe(
            List<String> schedulers, boolean hasLoras, List<String> loras, int maxClipSkip, boolean cache) {
        /** No choice. */
        public static final Recipe NONE = new Recipe(List.of(), false, List.of(), 0, false);

        /** Copies the lists. */
        public Recipe {
            schedulers = List.copyOf(schedulers);
            loras = List.copyOf(loras);
        }
    }

    /** Whether the model draws pictures of this size. */
    public boolean allow(Size size) {
        return allow(size.width()) && allow(size.height());
    }

    private boolean allow(int side) {
        return side >= minSide && side <= maxSide && side % multiple == 0;
    }

    /** The allowed sizes as a sentence. */
    public String describe() {
        var divisible = multiple == 1 ? "" : ", divisible by " + multiple;
        return "Width and height must be " + minSide + " to " + maxSide + " pixels" + divisible + ".";
    }
}
