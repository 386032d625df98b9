package io.lutra.api.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of request can ask for, valid for its {@link Terms}.
 *
 * @param count pictures, 1 or more
 * @param size of each
 * @param sizeIsOpen whether the client left the size to us
 * @param responseFormat how they are handed over
 * @param encoding how they are encoded
 * @param background what is behind the subject
 * @param quality how much work each is worth
 * @param streaming whether and how the answer is streamed
 * @param tuning what our own parameters ask of the model
 * @param user who it is for, as the client wrote it; empty when it did not say. Never logged as it is
 * @param ignored names of the parameters that change nothing, in the order they came
 */
public record Options(
        int count,
        Size size,
        boolean sizeIsOpen,
        ResponseFormat responseFormat,
        Encoding encoding,
        Background background,
        Quality quality,
        Streaming streaming,
        Tuning tuning,
        String user,
        List<String> ignored) {
    /** Copies the list. */
    public Options {
        ignored = List.copyOf(ignored);
    }

    /** These options with another size. */
    public Options withSize(Size size) {
        return new Options(
                count,
                size,
                sizeIsOpen,
                responseFormat,
                encoding,
                background,
                quality,
                streaming,
                tuning,
                user,
                ignored);
    }

    /** These options, with pictures handed over otherwise. */
    public Options withResponseFormat(ResponseFormat responseFormat) {
        return new Options(
                count,
                size,
                sizeIsOpen,
                responseFormat,
                encoding,
                background,
                quality,
                streaming,
                tuning,
                user,
                ignored);
    }

    /** These options, with more parameters named as ignored. */
    public Options ignoringAlso(List<String> more) {
        var all = new ArrayList<>(ignored);
        all.addAll(more);
        return new Options(
                count, size, sizeIsOpen, responseFormat, encoding, background, quality, streaming, tuning, user, all);
    }

    /** How pictures are handed over. */
    public enum ResponseFormat {
        URL,
        B64_JSON,
        /** For one client that asks for links and reads inline pictures. */
        BOTH
    }

    /** File formats. */
    public enum Format {
        PNG,
        JPEG,
        WEBP
    }

    /**
     * A file format and its quality.
     *
     * @param compression 0 (smallest) to 100 (best); PNG has none
     */
    public record Encoding(Format format, int compression) {}

    /** What is behind the subject. */
    public enum Background {
        AUTO,
        OPAQUE,
        TRANSPARENT
    }

    /** How much work a picture is worth, as a factor of the model's usual number of steps. */
    public enum Quality {
        AUTO(1),
        LOW(0.5),
        STANDARD(1),
        MEDIUM(1),
        HIGH(1.5),
        HD(1.5),
        XHIGH(2),
        MAX(3);

        private final double effort;

        Quality(double effort) {
            this.effort = effort;
        }

        /** The factor of the model's usual number of steps. */
        public double effort() {
            return effort;
        }
    }

    /**
     * Whether and how an answer is streamed.
     *
     * @param partialImages previews of each picture, 0 to 3
     */
    public record Streaming(boolean on, int partialImages) {}

    /** Our own parameters; null where the client named none. */
    public record Tuning(
            @Nullable Long seed,
            @Nullable Integer steps,
            @Nullable Double guidanceScale,
            @Nullable String negativePrompt,
            Recipe recipe) {}

    /**
     * The way to draw, of a model that leaves a choice.
     *
     * @param scheduler how noise is taken away; null for the model's own way
     * @param clipSkip last layers of the text encoder to leave out
     * @param loras changes to the weights
     * @param cache whether it may be fast rather than exact
     */
    public record Recipe(@Nullable String scheduler, int clipSkip, List<LoraUse> loras, Cache cache) {
        /** The model's own. */
        public static final Recipe OWN = new Recipe(null, 0, List.of(), Cache.OFF);

        /** Copies the list. */
        public Recipe {
            loras = List.copyOf(loras);
        }
    }

    /** What becomes of a step's work at the next one. */
    public enum Cache {
        /** Nothing: pictures are exact. */
        OFF,
        /** Some is used again, which is faster, and pictures are a little other. */
        FAST
    }

    /**
     * A change to the weights.
     *
     * @param weight how strongly it is applied; 1 as trained
     */
    public record LoraUse(String name, double weight) {}
}
