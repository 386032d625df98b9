package io.lutra.engine;

import io.lutra.imaging.Raster;
import java.util.Comparator;
import java.util.List;

/** What to draw. Immutable; the rasters inside are read, never written. */
public sealed interface PictureRequest {
    /** How many pictures, how large, from which seed. */
    Output output();

    /** How to draw; complete (a caller starts from {@link ModelInfo#defaults()}). */
    Settings settings();

    /** The operation that a model must support to be given this request. */
    Operation operation();

    /** A picture of what the prompt says. */
    record Generation(String prompt, Output output, Settings settings) implements PictureRequest {
        @Override
        public Operation operation() {
            return Operation.GENERATE;
        }
    }

    /**
     * The image with a region repainted as the prompt says.
     *
     * @param image of the output's size
     * @param mask of the output's size; alpha 0 marks the pixels to repaint, any other alpha the pixels to keep. Kept pixels
     *     come back bit for bit
     */
    record Edit(Raster image, Raster mask, String prompt, Output output, Settings settings) implements PictureRequest {
        /** Refuses an image or a mask of another size than the output's. */
        public Edit {
            if (image.width() != output.width()
                    || image.height() != output.height()
                    || mask.width() != output.width()
                    || mask.height() != output.height()) {
                throw new IllegalArgumentException("image and mask must be of the output's size, " + output);
            }
        }

        @Override
        public Operation operation() {
            return Operation.EDIT;
        }
    }

    /**
     * Another picture of what the image shows.
     *
     * @param image of any size
     * @param strength how far to go from the image, above 0 (hardly) to 1 (only the idea remains)
     */
    record Variation(Raster image, double strength, Output output, Settings settings) implements PictureRequest {
        /** Refuses a strength outside of (0, 1]. */
        public Variation {
            if (!(strength > 0 && strength <= 1)) {
                throw new IllegalArgumentException("strength must be above 0 and at most 1, but is " + strength);
            }
        }

        @Override
        public Operation operation() {
            return Operation.VARY;
        }
    }

    /** The three things that a model may be asked for. */
    enum Operation {
        GENERATE,
        EDIT,
        VARY
    }

    /**
     * The pictures to make.
     *
     * @param width pixels, 1 or more
     * @param height pixels, 1 or more
     * @param count pictures, 1 or more; picture {@code i} is drawn with {@code seed + i}
     * @param seed 0 to {@link #MAX_SEED}
     */
    record Output(int width, int height, int count, long seed) {
        /** The largest seed: the largest whole number that every JSON reader keeps exactly, 2^53 - 1. */
        public static final long MAX_SEED = (1L << 53) - 1;

        /** Refuses sizes and counts that are not positive, and a seed outside of its range. */
        public Output {
            if (width < 1 || height < 1 || count < 1 || seed < 0 || seed > MAX_SEED) {
                throw new IllegalArgumentException(
                        "not an output: " + width + "x" + height + ", count " + count + ", seed " + seed);
            }
        }

        /** The seed of picture {@code index}: {@code seed + index}, back to 0 after {@link #MAX_SEED}. */
        public long seedOf(int index) {
            return (seed + index) & MAX_SEED;
        }
    }

    /**
     * How to draw.
     *
     * @param steps denoising steps, 1 or more
     * @param guidanceScale weight of the prompt in classifier-free guidance (Ho and Salimans, arXiv:2207.12598); 1 turns
     *     guidance off
     * @param negativePrompt what must not be in the picture; empty for nothing
     * @param background what is behind the subjects of a generation
     * @param recipe what only models with these choices know
     */
    record Settings(int steps, double guidanceScale, String negativePrompt, Background background, Recipe recipe) {
        /** Refuses steps below 1 and a scale that is negative or not a number. */
        public Settings {
            if (steps < 1 || !(guidanceScale >= 0 && guidanceScale <= 1000)) {
                throw new IllegalArgumentException("not settings: steps " + steps + ", guidance " + guidanceScale);
            }
        }

        /** Settings with a painted background, by the model's own recipe. */
        public Settings(int steps, double guidanceScale, String negativePrompt) {
            this(steps, guidanceScale, negativePrompt, Background.PAINTED, Recipe.OWN);
        }

        /** These settings with other steps. */
        public Settings withSteps(int steps) {
            return new Settings(steps, guidanceScale, negativePrompt, background, recipe);
        }

        /** These settings with another guidance scale. */
        public Settings withGuidanceScale(double guidanceScale) {
            return new Settings(steps, guidanceScale, negativePrompt, background, recipe);
        }

        /** These settings with another negative prompt. */
        public Settings withNegativePrompt(String negativePrompt) {
            return new Settings(steps, guidanceScale, negativePrompt, background, recipe);
        }

        /** These settings with another background. */
        public Settings withBackground(Background background) {
            return new Settings(steps, guidanceScale, negativePrompt, background, recipe);
        }

        /** These settings with another recipe. */
        public Settings withRecipe(Recipe recipe) {
            return new Settings(steps, guidanceScale, negativePrompt, background, recipe);
        }
    }

    /**
     * What is chosen of a model's {@link ModelInfo.Choices}.
     *
     * @param scheduler how noise is taken away, by its name; empty for the model's own way
     * @param clipSkip last layers of the text encoder to leave out
     * @param loras changes to the weights, in any order, each named once
     * @param cache whether every layer runs at every step
     */
    record Recipe(String scheduler, int clipSkip, List<LoraUse> loras, FeatureCache cache) {
        /** The model as it is. */
        public static final Recipe OWN = new Recipe("", 0, List.of());

        /** A recipe that is drawn exactly. */
        public Recipe(String scheduler, int clipSkip, List<LoraUse> loras) {
            this(scheduler, clipSkip, loras, FeatureCache.OFF);
        }

        /** Copies the list, in the order of the names. */
        public Recipe {
            loras = loras.stream().sorted(Comparator.comparing(LoraUse::name)).toList();
            if (clipSkip < 0 || loras.stream().map(LoraUse::name).distinct().count() < loras.size()) {
                throw new IllegalArgumentException("not a recipe: clip skip " + clipSkip + ", LoRAs " + loras);
            }
        }
    }

    /**
     * A change to the weights (Hu et al., arXiv:2106.09685).
     *
     * @param name of the LoRA
     * @param weight how strongly it is applied; 1 as trained, 0 not at all
     */
    record LoraUse(String name, double weight) {
        /** Refuses a weight that is not a finite number. */
        public LoraUse {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("the weight of a LoRA must be finite, but is " + weight);
            }
        }
    }

    /** Whether the deep layers of a denoiser run at every step (Ma et al., DeepCache, arXiv:2312.00858). */
    enum FeatureCache {
        /** At every step: the pictures that the model stands for. */
        OFF,
        /**
         * At some, with their last answer in between: a fraction of the time, and other pictures, though of the same prompt and
         * alike. For models of many steps; with those of a few, every step matters.
         */
        FAST
    }

    /** What is behind the subjects of a picture. */
    enum Background {
        /** Whatever the prompt and the model put there. Such a picture is opaque. */
        PAINTED,
        /** Nothing: the subjects are cut out, with soft edges, on transparent ground. */
        TRANSPARENT
    }
}
