package io.lutra.bench.diffusion;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** ONNX Runtime in fp32 over the same UNet. */
final class OnnxBaseline {
    private final Random random = new Random(7);
    private final int threads;

    OnnxBaseline(int threads) {
        this.threads = threads;
    }

    /**
     * Seconds of one run in order, after one that is not counted.
     *
     * @param directory for the graph and its weights; overwritten
     */
    double[] seconds(Path directory, int batch, int rounds) throws IOException, OrtException {
        Files.createDirectories(directory);
        var graph = OnnxUNet.of(batch);
        Path file = directory.resolve("unet-" + batch + ".onnx");
        Files.write(file, graph.model());
        writeWeights(directory.resolve("weights.bin"), graph.weightBytes());
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            try (var session = environment.createSession(file.toString(), options);
                    var latents = tensor(environment, batch, 4, 64, 64);
                    var time = tensor(environment, batch, 1280);
                    var text = tensor(environment, batch, 77, 768)) {
                var times = new double[rounds];
                for (int i = -1; i < rounds; i++) {
                    long begun = System.nanoTime();
                    session.run(Map.of("latents", latents, "time", time, "text", text))
                            .close();
                    if (i >= 0) {
                        times[i] = (System.nanoTime() - begun) / 1e9;
                    }
                }
                java.util.Arrays.sort(times);
                return times;
            }
        }
    }

    private OnnxTensor tensor(OrtEnvironment environment, long... shape) throws OrtException {
        var numbers = new float[Math.toIntExact(Census.product(shape))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
    }

    private void writeWeights(Path file, long bytes) throws IOException {
        if (Files.exists(file) && Files.size(file) == bytes) {
            return;
        }
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long i = 0; i < bytes; i += Float.BYTES) {
                int bits = Float.floatToIntBits((float) (0.02 * random.nextGaussian()));
                out.write(bits);
                out.write(bits >>> 8);
                out.write(bits >>> 16);
                out.write(bits >>> 24);
            }
        }
    }
}
