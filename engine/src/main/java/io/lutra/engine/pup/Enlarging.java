package io.lutra.engine.pup;

import io.lutra.engine.pipeline.Canvas;
import io.lutra.engine.pipeline.Pixels;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.Weights;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.nio.file.Path;

/**
 * From the small picture that the network draws to the size of the answer: fourfold, then double and double again while it is
 * smaller than asked for, at last resampled.
 */
final class Enlarging {
    /** The smallest side from which on the fourfold upscaler is good: what it was trained on. */
    private static final int FOURFOLD_FROM = 48;

    /** The most pixels that the upscalers are given: a picture of 512 x 512. */
    private static final int LARGEST_AREA = 512 * 512;

    private final Device device;
    private final Upscaler twofold;
    private final Upscaler fourfold;

    private Enlarging(Device device, Upscaler twofold, Upscaler fourfold) {
        this.device = device;
        this.twofold = twofold;
        this.fourfold = fourfold;
    }

    /** Loads {@code upscale2.safetensors} and {@code upscale4.safetensors} into the current scope. */
    static Enlarging load(Device device, Path folder, DType dtype, int side) {
        return new Enlarging(
                device,
                new Upscaler(
                        new Weights(SafetensorsFile.open(folder.resolve("upscale2.safetensors")), device, dtype),
                        2,
                        4 * side),
                new Upscaler(
                        new Weights(SafetensorsFile.open(folder.resolve("upscale4.safetensors")), device, dtype),
                        4,
                        side));
    }

    /**
     * The picture at another size.
     *
     * @param pixels {@code [3, height, width]} of the canvas, -1 to 1
     */
    Raster to(float[] pixels, Canvas canvas, int width, int height) {
        var drawn = TensorScope.run(() -> {
            var x = device.tensor(pixels, 1, 3, canvas.height(), canvas.width())
                    .times(0.5)
                    .plus(0.5)
                    .clamp(0, 1);
            if (Math.max(canvas.width(), canvas.height()) < FOURFOLD_FROM) {
                x = twofold.apply(x);
            }
            x = fourfold.apply(x);
            while ((x.size(2) < height || x.size(3) < width) && x.size(2) * x.size(3) <= LARGEST_AREA) {
                x = twofold.apply(x);
            }
            return raster(x);
        });
        return Scaling.to(drawn, width, height);
    }

    private static Raster raster(Tensor x) {
        return Pixels.raster(x.times(2).plus(-1).toFloats(), Math.toIntExact(x.size(3)), Math.toIntExact(x.size(2)));
    }
}
