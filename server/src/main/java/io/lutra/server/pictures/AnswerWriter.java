package io.lutra.server.pictures;

import io.lutra.api.request.Options;
import io.lutra.api.request.Options.Background;
import io.lutra.api.request.Options.ResponseFormat;
import io.lutra.api.request.Profile;
import io.lutra.api.wire.ImagesResponse;
import io.lutra.api.wire.ImagesResponse.Image;
import io.lutra.api.wire.PictureEvent;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders pictures as the profile of the request has it. Stateless. */
final class AnswerWriter {
    private AnswerWriter() {}

    /** Makes links. */
    @FunctionalInterface
    interface Linker {
        /** The absolute URL of a picture, which is kept from now on. */
        String link(EncodedPicture picture);
    }

    static ImagesResponse response(PictureOrder order, List<EncodedPicture> pictures, long created, Linker linker) {
        var images =
                pictures.stream().map(picture -> image(order, picture, linker)).toList();
        return response(order, pictures.getFirst().transparent(), images, created);
    }

    static ImagesResponse response(PictureOrder order, boolean transparent, List<Image> images, long created) {
        if (!order.terms().profile().tellsUsage()) {
            return new ImagesResponse(created, null, null, null, null, images, null);
        }
        var options = order.options();
        return new ImagesResponse(
                created,
                background(options, transparent),
                format(options),
                quality(options),
                options.size().toString(),
                images,
                order.usage());
    }

    private static Image image(PictureOrder order, EncodedPicture picture, Linker linker) {
        var format = order.options().responseFormat();
        @Nullable String url = format == ResponseFormat.B64_JSON ? null : linker.link(picture);
        @Nullable String inline = format == ResponseFormat.URL ? null : base64(picture.bytes());
        @Nullable String revised = order.terms().profile() == Profile.D3 ? order.prompt() : null;
        return new Image(url, inline, revised);
    }

    static PictureEvent partial(PictureOrder order, int image, int ordinal, byte[] preview, long created) {
        return event(order, ".partial_image", image, ordinal, preview, false, created);
    }

    static PictureEvent completed(PictureOrder order, EncodedPicture picture, long created) {
        return event(order, ".completed", picture.index(), null, picture.bytes(), picture.transparent(), created);
    }

    private static PictureEvent event(
            PictureOrder order,
            String kind,
            int image,
            @Nullable Integer ordinal,
            byte[] bytes,
            boolean transparent,
            long created) {
        var options = order.options();
        return new PictureEvent(
                order.events() + kind,
                base64(bytes),
                created,
                options.size().toString(),
                quality(options),
                background(options, transparent),
                format(options),
                ordinal,
                image,
                ordinal == null ? order.usage(1) : null);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String background(Options options, boolean transparent) {
        return options.background() == Background.TRANSPARENT || transparent ? "transparent" : "opaque";
    }

    private static String format(Options options) {
        return options.encoding().format().name().toLowerCase(Locale.ROOT);
    }

    /** Never {@code auto}: an answer says what it was, in the words of gpt-image, which alone the API's answers know. */
    private static String quality(Options options) {
        return switch (options.quality()) {
            case AUTO, STANDARD, MEDIUM -> "medium";
            case LOW -> "low";
            case HIGH, HD -> "high";
            case XHIGH -> "xhigh";
            case MAX -> "max";
        };
    }
}
