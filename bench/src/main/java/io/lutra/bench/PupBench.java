package io.lutra.bench;

import io.lutra.cli.bench.ModelTimes;
import io.lutra.engine.pup.PupModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import java.nio.file.Path;

/** Times lutra-pup from noise alone, with weights that {@code training/pup/export.py} wrote. Run it by {@code bench/pup}. */
final class PupBench {
    private static final int ROUNDS = 2;
    private static final int SIDE = 256;

    private PupBench() {}

    /**
     * Prints a table; the figures are milliseconds for one picture, median and best of the rounds.
     *
     * @param arguments the folder of the weights
     */
    public static void main(String[] arguments) {
        Device device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        System.out.println(device.description());
        var minilm = Path.of(System.getProperty("lutra.home"), "models", "minilm");
        try (var encoder = TextEncoder.load(device, minilm);
                var model = PupModel.load(device, Path.of(arguments[0]), encoder)) {
            System.out.println(ModelTimes.HEAD);
            var times = new ModelTimes(encoder::embed, model, ROUNDS);
            for (int count : new int[] {1, 4}) {
                System.out.println(times.row(SIDE, count));
            }
        }
    }
}
