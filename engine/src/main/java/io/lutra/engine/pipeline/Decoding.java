package io.lutra.engine.pipeline;

import io.lutra.engine.pipeline.Denoising.Shape;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.imaging.Raster;

/** From latents to pictures. */
final class Decoding {
    /** Latents on the longer side of a preview, at most: a preview of 512 pixels costs a quarter of the picture. */
    private static final int PREVIEW_SIDE = 32;

    private Decoding() {}

    /** The picture that a finished denoising came to. */
    static Raster picture(Networks networks, Denoising denoising) {
        return raster(networks, denoising.state().sample(), denoising.shape());
    }

    /** What the picture looks like so far, at a fraction of its size: the denoised latents, averaged in squares. */
    static Raster preview(Networks networks, Denoising denoising) {
        var shape = denoising.shape();
        int square = Math.ceilDiv(Math.max(shape.width(), shape.height()), PREVIEW_SIDE);
        var small =
                new Shape(shape.channels(), Math.ceilDiv(shape.height(), square), Math.ceilDiv(shape.width(), square));
        return raster(networks, averaged(denoising.state().denoised(), shape, small, square), small);
    }

    private static float[] averaged(float[] latents, Shape shape, Shape small, int square) {
        if (square == 1) {
            return latents;
        }
        var averages = new float[small.length()];
        var counts = new int[small.length()];
        for (int i = 0; i < latents.length; i++) {
            int x = i % shape.width();
            int y = i / shape.width() % shape.height();
            int channel = i / (shape.width() * shape.height());
            int to = (channel * small.height() + y / square) * small.width() + x / square;
            averages[to] += latents[i];
            counts[to]++;
        }
        for (int i = 0; i < averages.length; i++) {
            averages[i] /= counts[i];
        }
        return averages;
    }

    private static Raster raster(Networks networks, float[] latents, Shape shape) {
        int factor = networks.codec().config().factor();
        float[] planes = TensorScope.run(() -> networks.codec()
                .decode(networks.device()
                        .tensor(latents, 1, shape.channels(), shape.height(), shape.width())
                        .times(1 / networks.codec().config().scale()))
                .toFloats());
        return Pixels.raster(planes, shape.width() * factor, shape.height() * factor);
    }
}
