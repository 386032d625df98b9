package io.lutra.bench.diffusion;

import io.lutra.engine.PictureRequest.FeatureCache;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.Studio;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.imaging.Raster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a picture exactly and with cached features, and says how long each took and how far they are apart: the mean difference
 * of a colour value, 0 to 255, beside that of another seed's picture. Run it by {@code bench/sd-cache}.
 */
public final class CacheBench {
    private static final int SEED = 7;

    private CacheBench() {}

    /**
     * Prints a table.
     *
     * @param arguments a checkpoint, the side of the picture in pixels, steps
     */
    public static void main(String[] arguments) throws InterruptedException {
        var checkpoint = Checkpoint.open(Path.of(arguments[0]));
        int side = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
        var device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        System.out.printf("%s; %d steps with guidance at %d pixels%n", device.description(), steps, side);
        System.out.println("| | s a picture | difference | PSNR |");
        System.out.println("|---|---|---|---|");
        try (var model = DiffusionModel.load(device, "model", checkpoint, Map.of())) {
            var exact = draw("exact", model, request(side, steps, SEED, FeatureCache.OFF), null);
            draw("cached", model, request(side, steps, SEED, FeatureCache.FAST), exact);
            draw("another seed", model, request(side, steps, SEED + 1, FeatureCache.OFF), exact);
        }
    }

    private static Generation request(int side, int steps, long seed, FeatureCache cache) {
        var settings = new Settings(steps, 7.5, "").withRecipe(new Recipe("", 0, List.of(), cache));
        return new Generation("a red fox in the snow", new Output(side, side, 1, seed), settings);
    }

    private static Raster draw(String what, DiffusionModel model, Generation request, @Nullable Raster exact)
            throws InterruptedException {
        long begun = System.nanoTime();
        var picture = new Studio(model).draw(request, drawing -> {}).getFirst();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (exact == null) {
            System.out.printf("| %s | %.2f | | |%n", what, seconds);
        } else {
            double absolute = 0;
            double squares = 0;
            for (int i = 0; i < exact.argb().length; i++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = ((exact.argb()[i] >>> shift) & 255) - ((picture.argb()[i] >>> shift) & 255);
                    absolute += Math.abs(difference);
                    squares += (double) difference * difference;
                }
            }
            double values = 3.0 * exact.argb().length;
            System.out.printf(
                    "| %s | %.2f | %.2f | %.1f dB |%n",
                    what, seconds, absolute / values, 10 * Math.log10(255.0 * 255 * values / squares));
        }
        return picture;
    }
}
