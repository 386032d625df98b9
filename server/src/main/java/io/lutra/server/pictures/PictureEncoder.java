package io.lutra.server.pictures;

import io.lutra.api.request.Options.Encoding;
import io.lutra.imaging.Jpeg;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Webp;
import io.lutra.jobs.Picture;
import io.lutra.storage.ImageType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Turns pictures into files; a PNG says how it came about: program, model and seed; never the prompt. */
final class PictureEncoder {
    private final Encoding encoding;
    private final UnaryOperator<Raster> finish;
    private final String software;
    private final String model;

    PictureEncoder(PictureOrder order, String software) {
        encoding = order.options().encoding();
        finish = order.finish();
        model = order.named().model().id();
        this.software = software;
    }

    EncodedPicture encode(Picture picture) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("Software", software);
        texts.put("model", model);
        texts.put("seed", Long.toString(picture.seed()));
        var raster = finish.apply(picture.raster());
        return new EncodedPicture(
                picture.index(), picture.seed(), type(), bytes(raster, texts), raster.hasTransparency());
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
            case JPEG -> Jpeg.encode(raster, encoding.compression());
            case WEBP -> Webp.encode(raster, encoding.compression());
        };
    }
}
