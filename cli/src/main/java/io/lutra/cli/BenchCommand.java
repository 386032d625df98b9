package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.bench.ModelTimes;
import io.lutra.cli.bench.MultiplicationTimes;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.text.TextEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lutra bench}: how fast this machine is. */
@Command(
        name = "bench",
        description = "Measures this machine, and prints tables to compare with docs/benchmarks.md. Takes about half a"
                + " minute; other programs that compute meanwhile make the figures worse.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LUTRA_DEVICE    where networks run: auto (default), cpu, cuda, cuda:N",
            "  LUTRA_THREADS   threads of one operation; 0 (default) for all cores",
            "  LUTRA_DTYPE     what networks compute in: auto (default), f32, bf16",
            "",
            "Examples:",
            "  lutra bench",
            "  lutra bench --rounds 15"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int[] SIDES = {256, 512, 1024};
    private static final int[] COUNTS = {1, 4};
    private static final Path STATUS = Path.of("/proc/self/status");

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often everything is drawn.")
    private int rounds = 7;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = requireNonNull(spec).commandLine();
        if (rounds < 1 || rounds > 1000) {
            throw new ParameterException(line, "--rounds must be 1 to 1000, but is " + rounds);
        }
        var out = line.getOut();
        Instant begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        Device device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        try (var registry = Installation.models(device);
                var encoder = TextEncoder.load(device, Installation.home().resolve("models/minilm"))) {
            var model = registry.standard();
            say(out, device.description());
            say(
                    out,
                    "start, until a picture can be drawn: "
                            + Duration.between(begun, Instant.now()).toMillis() + " ms");
            say(out, "");
            say(
                    out,
                    "%s, milliseconds a picture, median (best) of %d rounds of %d prompts"
                            .formatted(model.info().id(), rounds, ModelTimes.PROMPTS.size()));
            say(out, ModelTimes.HEAD);
            var times = new ModelTimes(encoder::embed, model, rounds);
            times.warmUp(rounds);
            for (int side : SIDES) {
                for (int count : COUNTS) {
                    say(out, times.row(side, count));
                }
            }
            say(out, "");
            say(out, new MultiplicationTimes(device).line());
        }
        var peak = peakMebibytes();
        if (peak.isPresent()) {
            say(out, "peak memory: " + peak.getAsLong() + " MiB");
        }
        return 0;
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    /** What Linux counts; empty elsewhere. */
    private static OptionalLong peakMebibytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        }
    }
}
