package io.lutra.server.pictures;

import io.lutra.api.request.Options;
import io.lutra.api.request.Terms;
import io.lutra.api.wire.Usage;
import io.lutra.engine.PictureRequest;
import io.lutra.imaging.Raster;
import io.lutra.server.workshop.ModelCatalog.Named;
import java.util.function.UnaryOperator;

/**
 * Pictures to be drawn and answered with.
 *
 * @param work what the model is asked for
 * @param finish what is done to a picture, or to a preview of one, before it is encoded
 * @param prompt as the client wrote it; empty for variations
 * @param inputImageTokens what the client's own pictures count for
 * @param events what the events of a streamed answer are named after, such as {@code image_generation}
 */
public record PictureOrder(
        Named named,
        Terms terms,
        Options options,
        PictureRequest work,
        UnaryOperator<Raster> finish,
        String prompt,
        long inputImageTokens,
        String events) {
    Usage usage() {
        return usage(work.output().count());
    }

    /** The usage of a part of the pictures. */
    Usage usage(int pictures) {
        var output = work.output();
        return Usage.of(
                Usage.textTokens(prompt),
                inputImageTokens,
                pictures * Usage.imageTokens(output.width(), output.height()));
    }
}
