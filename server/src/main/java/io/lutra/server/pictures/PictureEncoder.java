package io.lutra.server.pictures;

import io.lutra.api.request.Options.Encoding;
import io.lutra.imaging.Jpeg;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Webp;
import io.lutra.jobs.Picture;
import io.lutra.storage.ImageType;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** Turns pictures into files, which carry texts about how they came about where that is asked for. */
final class PictureEncoder {
    private final Encoding encoding;
    private final UnaryOperator<Raster> finish;
    private final LongFunction<Map<String, String>> texts;
    private final Consumer<EncodedPicture> made;

    /**
     * For an order.
     *
     * @param texts what a picture of a seed tells
     * @param made is given every file that was made of a picture
     */
    PictureEncoder(PictureOrder order, LongFunction<Map<String, String>> texts, Consumer<EncodedPicture> made) {
        encoding = order.options().encoding();
        finish = order.finish();
        this.texts = texts;
        this.made = made;
    }

    EncodedPicture encode(Picture picture) {
        var raster = finish.apply(picture.raster());
        var encoded = new EncodedPicture(
                picture.index(),
                picture.seed(),
                type(),
                bytes(raster, texts.apply(picture.seed())),
                raster.hasTransparency());
        made.accept(encoded);
        return encoded;
    }

    /** A preview, which carries no texts. */
    byte[] preview(Raster raster) {
        return bytes(finish.apply(raster), Map.of());
    }

    private ImageType type() {
        return switch (encoding.format()) {
            case PNG -> ImageType.PNG;
            case JPEG -> ImageType.JPEG;
            case WEBP -> ImageType.WEBP;
        };
    }

    private byte[] bytes(Raster raster, Map<String, String> texts) {
        return switch (encoding.format()) {
            case PNG -> Png.encode(raster, texts);
            case JPEG -> Jpeg.encode(raster, encoding.compression(), texts);
            case WEBP -> Webp.encode(raster, encoding.compression(), texts);
        };
    }
}
