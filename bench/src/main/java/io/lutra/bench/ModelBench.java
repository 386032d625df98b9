package io.lutra.bench;

import io.lutra.cli.Installation;
import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import io.lutra.imaging.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times the default model without the server: the text encoder over the whole prompt (as a prompt of unknown words costs), reading
 * and composing, painting, and encoding PNG, for several sizes and counts. Run it by {@code bench/model}.
 */
final class ModelBench {
    private static final int ROUNDS = 15;
    private static final int WARM_UPS = 12;
    private static final int STAGES = 5;
    private static final List<String> PROMPTS = List.of(
            "A cute baby sea otter wearing a beret",
            "two red apples next to a blue vase on a table",
            "three penguins under a rainbow at night",
            "a wizard holding a book in the forest",
            "a small white sailboat on the sea at sunset");

    private ModelBench() {}

    /** Prints a table; the figures are milliseconds for one picture, median and best of the rounds. */
    public static void main(String[] arguments) throws IOException {
        Device device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        System.out.println(device.description());
        try (var registry = Installation.models(device);
                var encoder = TextEncoder.load(device, Path.of(System.getProperty("lutra.home"), "models", "minilm"))) {
            ImageModel model = registry.standard();
            System.out.println(model.info().id() + ", milliseconds a picture, median (best) of " + ROUNDS
                    + " rounds of " + PROMPTS.size() + " prompts");
            System.out.println("| side | n | text | scene | painting | PNG | all |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int i = 0; i < WARM_UPS; i++) {
                round(encoder, model, 512, 4, i);
            }
            for (int side : new int[] {256, 512, 1024}) {
                for (int count : new int[] {1, 4, 10}) {
                    measure(encoder, model, side, count);
                }
            }
        }
        System.out.println("peak memory " + peakMebibytes() + " MiB");
    }

    private static void measure(TextEncoder encoder, ImageModel model, int side, int count) throws IOException {
        round(encoder, model, side, count, 1000);
        double[][] times = new double[STAGES][ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double[] round = round(encoder, model, side, count, 2000 + i);
            for (int stage = 0; stage < STAGES; stage++) {
                times[stage][i] = round[stage];
            }
        }
        var row = new StringBuilder("| " + side + " | " + count + " |");
        for (double[] stage : times) {
            Arrays.sort(stage);
            row.append(String.format(" %.1f (%.1f) |", stage[ROUNDS / 2], stage[0]));
        }
        System.out.println(row);
    }

    /** Milliseconds a picture: text, scene, painting, PNG, all. */
    private static double[] round(TextEncoder encoder, ImageModel model, int side, int count, long seed)
            throws IOException {
        double[] sums = new double[STAGES];
        for (String prompt : PROMPTS) {
            long begun = System.nanoTime();
            encoder.embed(prompt);
            long understood = System.nanoTime();
            List<Drawing> drawings = model.begin(new Generation(
                    prompt, new Output(side, side, count, seed), model.info().defaults()));
            long composed = System.nanoTime();
            while (!drawings.getFirst().isFinished()) {
                model.step(drawings);
            }
            var pictures = drawings.stream().map(Drawing::picture).toList();
            long painted = System.nanoTime();
            for (var picture : pictures) {
                Png.encode(picture, Map.of());
            }
            long encoded = System.nanoTime();
            drawings.forEach(Drawing::close);
            sums[0] += understood - begun;
            sums[1] += composed - understood;
            sums[2] += painted - composed;
            sums[3] += encoded - painted;
            sums[4] += encoded - begun;
        }
        return Arrays.stream(sums)
                .map(sum -> sum / 1e6 / count / PROMPTS.size())
                .toArray();
    }

    private static long peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
