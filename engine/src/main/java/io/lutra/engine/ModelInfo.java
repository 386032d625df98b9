package io.lutra.engine;

import io.lutra.engine.PictureRequest.Operation;
import io.lutra.engine.PictureRequest.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a model is and can do, as data: a server decides by this alone what it offers, refuses and ignores.
 *
 * @param id the name that clients use, such as {@code lutra-sketch}
 * @param title one line for people
 * @param owner whom {@code GET /v1/models} names in {@code owned_by}
 * @param licence SPDX expression of the weights
 * @param created when the model was made
 * @param operations what it can be asked for
 * @param honoured the optional settings that change its pictures; the others are ignored, and a server says so
 * @param sizes the picture sizes it accepts
 * @param defaults the settings of a request that names none
 * @param maxSteps the most steps that a request may ask for
 * @param maxBatch the most drawings that one {@link ImageModel#step} takes
 * @param choices what a request's {@link PictureRequest.Recipe} can choose of
 */
public record ModelInfo(
        String id,
        String title,
        String owner,
        String licence,
        Instant created,
        Set<Operation> operations,
        Set<Setting> honoured,
        Sizes sizes,
        Settings defaults,
        int maxSteps,
        int maxBatch,
        Choices choices) {
    /** Copies the sets. */
    public ModelInfo {
        operations = Set.copyOf(operations);
        honoured = Set.copyOf(honoured);
    }

    /** A model without choices. */
    public ModelInfo(
            String id,
            String title,
            String owner,
            String licence,
            Instant created,
            Set<Operation> operations,
            Set<Setting> honoured,
            Sizes sizes,
            Settings defaults,
            int maxSteps,
            int maxBatch) {
        this(
                id,
                title,
                owner,
                licence,
                created,
                operations,
                honoured,
                sizes,
                defaults,
                maxSteps,
                maxBatch,
                Choices.NONE);
    }

    /**
     * What there is to choose of.
     *
     * @param schedulers names of the ways to take noise away
     * @param loras names of the changes to the weights
     * @param maxClipSkip the most last layers of the text encoder that can be left out
     */
    public record Choices(List<String> schedulers, List<String> loras, int maxClipSkip) {
        /** Nothing to choose of. */
        public static final Choices NONE = new Choices(List.of(), List.of(), 0);

        /** Copies the lists. */
        public Choices {
            schedulers = List.copyOf(schedulers);
            loras = List.copyOf(loras);
        }
    }

    /** Whether it draws cut-outs: subjects on transparent ground. */
    public boolean transparentBackground() {
        return honoured.contains(Setting.TRANSPARENT_BACKGROUND);
    }

    /** Optional settings of a request. */
    public enum Setting {
        STEPS,
        GUIDANCE_SCALE,
        NEGATIVE_PROMPT,
        SCHEDULER,
        CLIP_SKIP,
        LORAS,
        /** {@link PictureRequest.FeatureCache#FAST}; any other model draws exactly all the same. */
        CACHE,
        /** {@link PictureRequest.Background#TRANSPARENT}; any other model paints a background all the same. */
        TRANSPARENT_BACKGROUND
    }

    /**
     * Which sizes a model draws.
     *
     * @param nativeSide the side, in pixels, of the square that it draws best
     * @param min the smallest width or height
     * @param max the largest width or height
     * @param multiple what width and height must be divisible by
     */
    public record Sizes(int nativeSide, int min, int max, int multiple) {
        /** Whether a picture of this size can be asked for. */
        public boolean allow(int width, int height) {
            return allowSide(width) && allowSide(height);
        }

        private boolean allowSide(int side) {
            return side >= min && side <= max && side % multiple == 0;
        }
    }
}
