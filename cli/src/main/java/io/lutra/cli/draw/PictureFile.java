package io.lutra.cli.draw;

import io.lutra.api.request.Options.Encoding;
import io.lutra.imaging.Jpeg;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Webp;
import io.lutra.server.LutraServer;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Turns pictures into files, which say how they came about: program, model and seed, as a server's do; never the prompt. */
final class PictureFile {
    private PictureFile() {}

    static byte[] encode(Raster raster, Encoding encoding, DrawnPicture.Origin origin) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("Software", "Lutra " + version());
        texts.put("model", origin.model());
        texts.put("seed", origin.seed());
        return switch (encoding.format()) {
            case PNG -> Png.encode(raster, texts);
            case JPEG -> Jpeg.encode(raster, encoding.compression(), texts);
            case WEBP -> Webp.encode(raster, encoding.compression(), texts);
        };
    }

    /** The server's: its files and ours are the same. */
    private static String version() {
        return Optional.ofNullable(LutraServer.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
