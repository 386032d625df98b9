package io.lutra.bench.diffusion;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.denoiser.Conditions;
import io.lutra.engine.denoiser.UNet;
import io.lutra.engine.tensor.Activation;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.Linear;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.text.ClipTextEncoder;
import io.lutra.engine.vae.PictureCodec;
import io.lutra.engine.weights.WeightSource;
import io.lutra.engine.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Times Stable Diffusion 1.5's networks, drawing 512x512 with random weights, and how much of the processor's matrix peak they
 * reach. Run it by {@code bench/sd}.
 */
public final class DiffusionBench {
    private static final double GIGA = 1e9;

    private final Device device;
    private final Random random = new Random(7);

    private DiffusionBench(Device device) {
        this.device = device;
    }

    /**
     * Prints a table.
     *
     * @param arguments a folder for the checkpoint, which is written if it is not there; a folder with a CLIP tokenizer
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        if (Files.notExists(directory)) {
            Path unfinished = directory.resolveSibling(directory.getFileName() + ".part");
            Files.createDirectories(unfinished);
            RandomCheckpoint.write(unfinished, Path.of(arguments[1]));
            Files.move(unfinished, directory);
        }
        var device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        System.out.println(device.description());
        double[] best = new DiffusionBench(device).run(Checkpoint.open(directory));
        if (arguments.length > 2) {
            compare(best, directory.resolveSibling("onnx"), Integer.parseInt(arguments[2]));
        }
    }

    private static void compare(double[] ours, Path directory, int threads) throws IOException {
        System.out.println("| ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion()
                + ", fp32 | best s | ours is faster |");
        System.out.println("|---|---|---|");
        for (int batch = 1; batch <= 2; batch++) {
            try {
                double best = new OnnxBaseline(threads).seconds(directory, batch, 2)[0];
                System.out.printf("| UNet, batch %d | %.2f | %.2f times |%n", batch, best, best / ours[batch - 1]);
            } catch (OrtException failed) {
                throw new IllegalStateException("ONNX Runtime cannot run the UNet", failed);
            }
        }
    }

    /** Answers the best seconds of the UNet at batch 1 and 2. */
    private double[] run(Checkpoint checkpoint) {
        var steps = new double[2];
        double peak = peak();
        System.out.printf("matrix peak %.0f GFLOP/s in %s%n", peak / GIGA, device.dtype());
        System.out.printf("resident before loading %d MiB%n", memory("VmRSS"));
        System.out.println("| | best s | median s | GFLOP | GFLOP/s | of the peak |");
        System.out.println("|---|---|---|---|---|---|");
        try (var scope = new TensorScope()) {
            long begun = System.nanoTime();
            var encoder = scope.in(() -> new ClipTextEncoder(
                    weights(checkpoint.texts().getFirst().encoder().weights()),
                    checkpoint.texts().getFirst().encoder().config()));
            var unet = scope.in(() -> new UNet(
                    weights(checkpoint.unet().weights()), checkpoint.unet().config()));
            var codec = scope.in(() -> new PictureCodec(
                    weights(checkpoint.codec().weights()), checkpoint.codec().config()));
            device.giveBackFreedMemory();
            double loading = (System.nanoTime() - begun) / GIGA;
            System.out.printf("| loading | %.2f | | | | |%n", loading);
            long loaded = memory("VmRSS");
            measure("text encoder, one text", 9, StableDiffusionShapes.text().flops(), peak, () -> text(encoder));
            double flops = StableDiffusionShapes.unet().flops();
            for (int batch = 1; batch <= 2; batch++) {
                int rows = batch;
                steps[batch - 1] = TensorScope.run(() -> {
                    var latents = latents(rows);
                    var conditions = conditions(unet, rows);
                    return measure("UNet, batch " + rows, 5, rows * flops, peak, () -> unet.apply(latents, conditions));
                });
            }
            shallow(unet, peak);
            measure("VAE, decoding", 3, StableDiffusionShapes.codec().flops(), peak, () -> decode(codec));
            long parameters = StableDiffusionShapes.unet().parameters()
                    + StableDiffusionShapes.codec().parameters()
                    + StableDiffusionShapes.text().parameters();
            System.out.printf(
                    "weights %d MiB, resident after loading %d MiB, peak %d MiB%n",
                    (parameters * device.dtype().bytes()) >> 20, loaded, memory("VmHWM"));
        }
        return steps;
    }

    private Weights weights(WeightSource source) {
        return new Weights(source, device, device.dtype());
    }

    private Tensor text(ClipTextEncoder encoder) {
        int[] tokens = new int[StableDiffusionShapes.TOKENS];
        Arrays.setAll(tokens, i -> 37 * i + 1);
        return encoder.states(List.of(tokens), 0, true);
    }

    private Tensor latents(int rows) {
        int side = StableDiffusionShapes.LATENT_SIDE;
        return noise(rows, 4, side, side);
    }

    private Conditions conditions(UNet unet, int rows) {
        var timesteps = new double[rows];
        Arrays.fill(timesteps, 500);
        return Conditions.of(
                timesteps, unet.read(noise(rows, StableDiffusionShapes.TOKENS, StableDiffusionShapes.TEXT_WIDTH)));
    }

    /** What a call costs between two runs of the deep layers. */
    private void shallow(UNet unet, double peak) {
        TensorScope.run(() -> {
            var latents = latents(2);
            var conditions = conditions(unet, 2);
            var deep = unet.deepFeatures(latents, conditions);
            return measure(
                    "UNet, last layer alone, batch 2",
                    5,
                    2 * StableDiffusionShapes.lastLayer().flops(),
                    peak,
                    () -> unet.apply(latents, conditions, deep));
        });
    }

    private Tensor decode(PictureCodec codec) {
        return codec.decode(latents(1));
    }

    private Tensor noise(long... shape) {
        var numbers = new float[Math.toIntExact(Census.product(shape))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return device.tensor(numbers, shape);
    }

    /** Floating-point operations a second of the fastest of some large products with packed weights. */
    private double peak() {
        double best = 0;
        for (int[] shape : new int[][] {{4096, 4096, 4096}, {4096, 1024, 1024}, {4096, 320, 2560}, {2048, 640, 5120}}) {
            double seconds = TensorScope.run(() -> {
                var layer = Linear.unbiased(noise(shape[2], shape[1]).to(device.dtype()), Activation.NONE);
                var x = noise(shape[0], shape[1]).to(device.dtype());
                return times(5, () -> layer.apply(x))[0];
            });
            best = Math.max(best, 2.0 * shape[0] * shape[1] * shape[2] / seconds);
        }
        return best;
    }

    private static double measure(String what, int rounds, double flops, double peak, Supplier<Tensor> run) {
        double[] times = times(rounds, run);
        System.out.printf(
                "| %s | %.3f | %.3f | %.0f | %.0f | %.0f%% |%n",
                what,
                times[0],
                times[rounds / 2],
                flops / GIGA,
                flops / GIGA / times[0],
                100 * flops / times[0] / peak);
        return times[0];
    }

    /** Seconds in order, after one round that is not counted. */
    private static double[] times(int rounds, Supplier<Tensor> run) {
        var times = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            long begun = System.nanoTime();
            TensorScope.run(() -> run.get().dtype());
            if (i >= 0) {
                times[i] = (System.nanoTime() - begun) / GIGA;
            }
        }
        Arrays.sort(times);
        return times;
    }

    /** Mebibytes that the system counts for this process. */
    static long memory(String field) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException("cannot read /proc/self/status", unreadable);
        }
    }
}
