package io.lutra.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.tensor.DeviceSettings.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceTest {
    @Test
    void givesFreedMemoryBack() throws IOException {
        var device = Device.start(DeviceSettings.standard());
        var small = new ArrayList<Tensor>();
        var large = new ArrayList<Tensor>();
        for (int i = 0; i < 64; i++) {
            large.add(filled(device, 4 << 20));
            small.add(filled(device, 4096));
        }
        large.forEach(Tensor::close);
        long before = residentKilobytes();

        device.giveBackFreedMemory();

        assertThat(before - residentKilobytes()).isGreaterThan(100 << 10);
        small.forEach(Tensor::close);
    }

    private static Tensor filled(Device device, long bytes) {
        return TensorScope.keep(() -> device.zeros(DType.U8, bytes).plus(1));
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    @Test
    void choosesBf16OnlyWhereTheProcessorMultipliesIt() {
        assertThat(Processor.of("flags\t: fpu avx512f avx512_bf16\n").multipliesBf16())
                .isTrue();
        assertThat(Processor.of("processor: 0\nflags\t\t: fpu amx_bf16 amx_tile\n")
                        .reason())
                .isEqualTo("AMX-BF16");
        assertThat(Processor.of("flags : fpu avx2 avx512f\n").multipliesBf16()).isFalse();
        assertThat(Processor.of("").reason()).isEqualTo("no bf16 unit");
    }

    @Test
    void packsBf16OnlyWhereOneDnnTakesIt() {
        assertThat(Processor.of("flags : fpu avx512f avx512bw avx512vl avx512dq")
                        .packsBf16())
                .isTrue();
        assertThat(Processor.of("flags : fpu avx2 fma").packsBf16()).isFalse();
    }

    @Test
    void computesInThePrecisionThatIsAskedFor() {
        var asked = new DeviceSettings(Precision.F32, 0, true, Path.of(""));

        var device = Device.start(asked);

        assertThat(device.dtype()).isEqualTo(DType.F32);
        assertThat(device.description()).contains("f32 (as configured)").contains("libtorch 2.");
    }

    @Test
    void readsSettingsFromTheEnvironment() {
        var environment = Map.of(
                "LUTRA_DEVICE",
                "cuda:1",
                "LUTRA_DTYPE",
                "bf16",
                "LUTRA_THREADS",
                "3",
                "LUTRA_MALLOC",
                "system",
                "LUTRA_LIBRARY_CACHE",
                "/x");

        assertThat(DeviceSettings.from(environment, Map.of()))
                .isEqualTo(new DeviceSettings(Precision.BF16, 3, false, Path.of("/x")).on(new DeviceChoice.Cuda(1)));
    }

    @Test
    void letsAPropertyGoBeforeTheEnvironment() {
        var settings = DeviceSettings.from(Map.of("LUTRA_DTYPE", "bf16"), Map.of("lutra.dtype", "f32"));

        assertThat(settings.precision()).isEqualTo(Precision.F32);
    }

    @Test
    void takesStandardsForWhatIsNotSetOrEmpty() {
        assertThat(DeviceSettings.from(Map.of("LUTRA_THREADS", " "), Map.of())).isEqualTo(DeviceSettings.standard());
    }

    @Test
    void namesAVariableThatMakesNoSense() {
        assertThatThrownBy(() -> DeviceSettings.from(Map.of("LUTRA_DTYPE", "f8"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LUTRA_DTYPE is f8, allowed: auto, f32, bf16");
        assertThatThrownBy(() -> DeviceSettings.from(Map.of("LUTRA_THREADS", "many"), Map.of()))
                .hasMessageContaining("LUTRA_THREADS is many");
        assertThatThrownBy(() -> DeviceSettings.from(Map.of("LUTRA_THREADS", "-1"), Map.of()))
                .hasMessageContaining("0 to 1024");
        assertThatThrownBy(() -> DeviceSettings.from(Map.of("LUTRA_DEVICE", "gpu"), Map.of()))
                .hasMessage("LUTRA_DEVICE is gpu, allowed: auto, cpu, cuda, cuda:N");
        assertThatThrownBy(() -> DeviceSettings.from(Map.of("LUTRA_MALLOC", "jemalloc"), Map.of()))
                .hasMessageContaining("allowed: keep, system");
    }
}
