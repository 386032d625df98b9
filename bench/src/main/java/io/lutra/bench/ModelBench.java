package io.lutra.bench;

import io.lutra.cli.Installation;
import io.lutra.cli.bench.ModelTimes;
import io.lutra.engine.ImageModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Times the default model for several sizes and counts. Run it by {@code bench/model}. */
final class ModelBench {
    private static final int ROUNDS = 15;
    private static final int WARM_UPS = 12;

    private ModelBench() {}

    /** Prints a table; the figures are milliseconds for one picture, median and best of the rounds. */
    public static void main(String[] arguments) throws IOException {
        Device device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        System.out.println(device.description());
        try (var registry = Installation.models(device);
                var encoder = TextEncoder.load(device, Path.of(System.getProperty("lutra.home"), "models", "minilm"))) {
            ImageModel model = registry.standard();
            System.out.println(model.info().id() + ", milliseconds a picture, median (best) of " + ROUNDS
                    + " rounds of " + ModelTimes.PROMPTS.size() + " prompts");
            System.out.println(ModelTimes.HEAD);
            var times = new ModelTimes(encoder::embed, model, ROUNDS);
            times.warmUp(WARM_UPS);
            for (int side : new int[] {256, 512, 1024}) {
                for (int count : new int[] {1, 4, 10}) {
                    System.out.println(times.row(side, count));
                }
            }
        }
        System.out.println("peak memory " + peakMebibytes() + " MiB");
    }

    private static long peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
