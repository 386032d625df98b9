package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Options.Background;
import io.lutra.api.request.Options.Encoding;
import io.lutra.api.request.Options.Format;
import io.lutra.api.request.Options.Quality;
import io.lutra.api.request.Options.ResponseFormat;
import io.lutra.api.request.Options.Streaming;
import io.lutra.api.request.Options.Tuning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns options as they came into valid ones. */
final class OptionRules {
    /** The largest seed: 2^53 - 1, the largest whole number that every JSON reader keeps exactly. */
    private static final long MAX_SEED = (1L << 53) - 1;

    private static final double MAX_GUIDANCE = 100;
    private static final int MAX_PARTIAL_IMAGES = 3;

    private final Reading reading;
    private final RawOptions raw;
    private final Profile profile;
    private final ModelLimits limits;

    private OptionRules(Reading reading, RawOptions raw) {
        this.reading = reading;
        this.raw = raw;
        profile = reading.terms().profile();
        limits = reading.terms().limits();
    }

    static Options apply(Reading reading, RawOptions raw) {
        return new OptionRules(reading, raw).options();
    }

    private Options options() {
        int count = (int) Ranges.integer("n", raw.n(), 1, profile.countLimit(), 1);
        var size = size();
        var responseFormat = responseFormat();
        var quality = quality();
        Ranges.oneOf("style", raw.style(), "vivid", "natural");
        Ranges.oneOf("moderation", raw.moderation(), "low", "auto");
        Ranges.oneOf("input_fidelity", raw.inputFidelity(), "high", "low");
        var encoding = encoding();
        var background = background(encoding);
        var streaming = streaming();
        var tuning = tuning();
        noteUnused(quality);
        return new Options(
                count,
                size,
                sizeIsOpen(),
                responseFormat,
                encoding,
                background,
                quality,
                streaming,
                tuning,
                user(),
                reading.ignored());
    }

    private Size size() {
        var text = raw.size();
        if (text == null || sizeIsOpen()) {
            return standardSize();
        }
        var size = Size.parse(text).orElse(null);
        if (size == null || !known(size)) {
            throw ApiError.invalidValue("size", text, allowedSizes()).asException();
        }
        if (!limits.allow(size)) {
            throw ApiError.unsupportedSize(limits.describe()).asException();
        }
        return size;
    }

    private boolean sizeIsOpen() {
        var text = raw.size();
        return profile.hasAutoSize() && (text == null || text.equals("auto"));
    }

    /** The founding default where the model draws it; a model that does not is asked for what it draws best. */
    private Size standardSize() {
        var founding = Size.square(1024);
        return profile != Profile.X && limits.allow(founding) ? founding : Size.square(limits.nativeSide());
    }

    /** Newer models of gpt-image's profile take any size in steps of 16 pixels up to three times as long as it is wide. */
    private boolean known(Size size) {
        return switch (profile) {
            case L, D3 -> profile.sizes().contains(size);
            case X -> true;
            case G ->
                profile.sizes().contains(size)
                        || (size.width() % 16 == 0
                                && size.height() % 16 == 0
                                && size.width() <= 3 * size.height()
                                && size.height() <= 3 * size.width());
        };
    }

    private String allowedSizes() {
        return switch (profile) {
            case L, D3 -> Ranges.supported(names(profile.sizes()));
            case G ->
                "Supported values are: 'auto', '1024x1024', '1536x1024', '1024x1536', and WIDTHxHEIGHT with both"
                        + " divisible by 16 and a ratio from 1:3 to 3:1.";
            case X -> "Supported values are: 'auto' and WIDTHxHEIGHT. " + limits.describe();
        };
    }

    private static List<String> names(List<Size> sizes) {
        return sizes.stream().map(Size::toString).toList();
    }

    private ResponseFormat responseFormat() {
        var standard = profile == Profile.G ? ResponseFormat.B64_JSON : ResponseFormat.URL;
        return Ranges.choice(
                "response_format", raw.responseFormat(), standard, ResponseFormat.URL, ResponseFormat.B64_JSON);
    }

    private Quality quality() {
        return switch (profile) {
            case L -> Quality.AUTO;
            case D3 -> Ranges.choice("quality", raw.quality(), Quality.STANDARD, Quality.STANDARD, Quality.HD);
            case G ->
                Ranges.choice(
                        "quality",
                        raw.quality(),
                        Quality.AUTO,
                        Quality.LOW,
                        Quality.MEDIUM,
                        Quality.HIGH,
                        Quality.AUTO,
                        Quality.XHIGH,
                        Quality.MAX);
            case X -> Ranges.choice("quality", raw.quality(), Quality.AUTO, Quality.values());
        };
    }

    private Encoding encoding() {
        var format =
                Ranges.choice("output_format", raw.outputFormat(), Format.PNG, Format.PNG, Format.JPEG, Format.WEBP);
        int compression = (int) Ranges.integer("output_compression", raw.outputCompression(), 0, 100, 100);
        if (format == Format.PNG && compression != 100) {
            throw ApiError.invalidCombination(
                            "output_compression",
                            "Compression less than 100 is not supported for the PNG output format.")
                    .asException();
        }
        return new Encoding(format, compression);
    }

    private Background background(Encoding encoding) {
        var background = Ranges.choice("background", raw.background(), Background.AUTO, Background.values());
        if (background == Background.TRANSPARENT && encoding.format() == Format.JPEG) {
            throw ApiError.invalidCombination(
                            "background",
                            "A transparent background is not supported for the JPEG output format. Use 'png' or"
                                    + " 'webp'.")
                    .asException();
        }
        if (background == Background.TRANSPARENT && reading.route() != Route.GENERATIONS) {
            throw ApiError.unsupportedByModel(
                            "background",
                            "Edits keep the background that the picture has. Use 'auto', and an image with transparency.")
                    .asException();
        }
        if (background == Background.TRANSPARENT && !limits.transparency()) {
            throw ApiError.unsupportedByModel("background", "This model does not support transparent backgrounds.")
                    .asException();
        }
        return background;
    }

    private Streaming streaming() {
        boolean on = Boolean.TRUE.equals(raw.stream());
        int previews = (int) Ranges.integer("partial_images", raw.partialImages(), 0, MAX_PARTIAL_IMAGES, 0);
        return new Streaming(on, on ? previews : 0);
    }

    private Tuning tuning() {
        var seed = raw.seed();
        if (seed != null) {
            Ranges.integer("seed", seed, 0, MAX_SEED, 0);
        }
        var steps = raw.steps();
        var negativePrompt = raw.negativePrompt();
        if (negativePrompt != null) {
            Ranges.length("negative_prompt", negativePrompt, profile.promptLimit());
        }
        return new Tuning(
                seed,
                steps == null ? null : (int) Ranges.integer("steps", steps, 1, limits.maxSteps(), 1),
                Ranges.decimal("guidance_scale", raw.guidanceScale(), 0, MAX_GUIDANCE),
                negativePrompt,
                RecipeRules.apply(raw, limits.recipe()));
    }

    private void noteUnused(Quality quality) {
        reading.unused("style");
        reading.unused("moderation");
        reading.unused("input_fidelity");
        if (quality.effort() != 1 && (!limits.steps() || raw.steps() != null)) {
            reading.unused("quality");
        }
        if (!limits.steps()) {
            reading.unused("steps");
        }
        if (!limits.guidanceScale()) {
            reading.unused("guidance_scale");
        }
        if (!limits.negativePrompt()) {
            reading.unused("negative_prompt");
        }
        if (limits.recipe().schedulers().isEmpty()) {
            reading.unused("scheduler");
        }
        if (limits.recipe().maxClipSkip() == 0) {
            reading.unused("clip_skip");
        }
        if (!limits.recipe().hasLoras()) {
            reading.unused("loras");
        }
        if (!limits.recipe().cache()) {
            reading.unused("cache");
        }
        if (!Boolean.TRUE.equals(raw.stream())) {
            reading.unused("partial_images");
        }
    }

    private String user() {
        @Nullable String newer = raw.safetyIdentifier();
        if (newer != null && !newer.isEmpty()) {
            return newer;
        }
        var user = raw.user();
        return user == null ? "" : user;
    }
}
