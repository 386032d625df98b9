package io.lutra.engine.pipeline;

import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.engine.pipeline.Denoising.Repaint;
import io.lutra.engine.pipeline.Denoising.Shape;
import io.lutra.engine.scheduler.Sampler;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The picture that a request begins from, encoded.
 *
 * @param moments means and logarithms of variances of the picture's latents; null if there is no picture
 * @param masked the same of the picture without the part to repaint; null if the denoiser does not read it
 * @param mask 1 where to paint, by latent; null if all is painted
 * @param strength how far to go from the picture; 1 for all the way to noise
 * @param scale what latents are multiplied by
 */
record Given(
        float @Nullable [] moments, float @Nullable [] masked, float @Nullable [] mask, double strength, double scale) {
    /** Where a denoising begins. */
    record Start(int call, float[] sample, @Nullable Repaint repaint) {}

    static Given of(Networks networks, PictureRequest request, Canvas canvas) {
        double scale = networks.codec().config().scale();
        return switch (request) {
            case Generation generation
            when networks.takesMask() -> {
                // Nothing is kept: the mask is full, and the masked picture is grey.
                float[] nothing = new float[3 * canvas.width() * canvas.height()];
                var mask = new float[nothing.length / 3];
                Arrays.fill(mask, 1);
                yield of(networks, canvas, nothing, mask, 1);
            }
            case Generation generation -> new Given(null, null, null, 1, scale);
            case Edit edit ->
                of(
                        networks,
                        canvas,
                        Pixels.planes(sized(edit.image(), canvas)),
                        painted(Scaling.nearest(edit.mask(), canvas.width(), canvas.height())),
                        1);
            case Variation variation -> {
                float[] planes = Pixels.planes(sized(variation.image(), canvas));
                if (networks.takesMask()) {
                    var mask = new float[planes.length / 3];
                    Arrays.fill(mask, 1);
                    yield of(networks, canvas, planes, mask, variation.strength());
                }
                yield new Given(encode(networks, canvas, planes), null, null, variation.strength(), scale);
            }
        };
    }

    /**
     * A picture with a part to repaint.
     *
     * @param planes {@code [3, height, width]}
     * @param mask {@code [height, width]}, 1 where to paint
     */
    static Given of(Networks networks, Canvas canvas, float[] planes, float[] mask, double strength) {
        float[] masked = null;
        if (networks.takesMask()) {
            masked = planes.clone();
            for (int i = 0; i < masked.length; i++) {
                masked[i] = mask[i % mask.length] < 0.5 ? masked[i] : 0;
            }
        }
        int factor = networks.codec().config().factor();
        var small = new float[mask.length / (factor * factor)];
        int width = canvas.width() / factor;
        for (int i = 0; i < small.length; i++) {
            small[i] = mask[i / width * factor * canvas.width() + i % width * factor];
        }
        return new Given(
                encode(networks, canvas, planes),
                masked == null ? null : encode(networks, canvas, masked),
                small,
                strength,
                networks.codec().config().scale());
    }

    /** A picture to be varied. */
    static Given of(Networks networks, Canvas canvas, float[] planes, double strength) {
        return new Given(
                encode(networks, canvas, planes),
                null,
                null,
                strength,
                networks.codec().config().scale());
    }

    private static float[] encode(Networks networks, Canvas canvas, float[] planes) {
        return TensorScope.run(() -> networks.codec()
                .encode(networks.device().tensor(planes, 1, 3, canvas.height(), canvas.width()))
                .toFloats());
    }

    private static Raster sized(Raster raster, Canvas canvas) {
        return raster.width() == canvas.width() && raster.height() == canvas.height()
                ? raster
                : Scaling.to(raster, canvas.width(), canvas.height());
    }

    private static float[] painted(Raster mask) {
        var painted = new float[mask.argb().length];
        for (int i = 0; i < painted.length; i++) {
            painted[i] = mask.argb()[i] >>> 24 == 0 ? 1 : 0;
        }
        return painted;
    }

    /** Where one drawing begins; draws noise in the order in which the reference does. */
    Start start(Sampler sampler, Shape shape, Supplier<float[]> noise) {
        int calls = sampler.timetable().calls();
        int call = Math.max(0, calls - Math.max(1, (int) (calls * strength)));
        boolean putsBack = mask != null && masked == null;
        float[] picture = moments != null && (strength < 1 || putsBack) ? sampled(moments, noise.get()) : null;
        float[] fresh = noise.get();
        float[] sample = picture != null && strength < 1
                ? sampler.addNoise(picture, fresh, call)
                : scaled(fresh, sampler.timetable().initialScale());
        if (mask == null) {
            return new Start(call, sample, null);
        }
        if (masked != null) {
            return new Start(call, sample, new Repaint(mask, sampled(masked, noise.get()), fresh, true));
        }
        if (picture == null) {
            throw new IllegalStateException("a part to repaint without a picture");
        }
        return new Start(call, sample, new Repaint(mask, picture, fresh, false));
    }

    private float[] sampled(float[] moments, float[] noise) {
        var latents = new float[noise.length];
        for (int i = 0; i < latents.length; i++) {
            double deviation = Math.exp(0.5 * moments[latents.length + i]);
            latents[i] = (float) ((moments[i] + deviation * noise[i]) * scale);
        }
        return latents;
    }

    private static float[] scaled(float[] values, double factor) {
        var scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (factor * values[i]);
        }
        return scaled;
    }
}
