package io.lutra.cli.bench;

import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.Locale;

/**
 * How fast a machine multiplies matrices as diffusion models do: the layers of SD 1.5's transformer blocks at 512 x 512, by
 * the same code. Most of a checkpoint's time goes there, so its steps take about as many times longer as this is slower.
 */
public final class MultiplicationTimes {
    private static final int ROUNDS = 15;

    private final Device device;

    /** Of a device. */
    public MultiplicationTimes(Device device) {
        this.device = device;
    }

    /** A layer over a map, such as the feed-forward layer of the first block. */
    private record Shape(int positions, int from, int to) {
        double operations() {
            return 2.0 * positions * from * to;
        }
    }

    /** One line: billions of operations a second, best of the rounds, for the outer and the inner blocks. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "matrices as in SD 1.5, in %s: %.0f GFLOP/s (4096 x 320 x 1280), %.0f GFLOP/s (256 x 1280 x 5120)",
                device.dtype().name().toLowerCase(Locale.ROOT),
                billions(new Shape(4096, 320, 1280)),
                billions(new Shape(256, 1280, 5120)));
    }

    private double billions(Shape shape) {
        return TensorScope.run(() -> {
            var x = filled(shape.positions(), shape.from());
            var layer = Linear.unbiased(filled(shape.to(), shape.from()), Activation.NONE);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                long begun = System.nanoTime();
                layer.apply(x).close();
                best = Math.min(best, System.nanoTime() - begun);
            }
            return shape.operations() / best;
        });
    }

    /** Numbers between -1 and 1, since zeros may be multiplied faster. */
    private Tensor filled(int rows, int columns) {
        var elements = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (i * 31 % 257 - 128) / 128f;
        }
        return device.tensor(elements, rows, columns).to(device.dtype());
    }
}
