package io.lutra.engine.tensor;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How to start the native library, fixed by the first {@link Device#start}.
 *
 * @param choice where to compute
 * @param precision what networks compute in, if they leave it to the device
 * @param threads threads of one native operation; 0 for as many as the process has cores
 * @param keepsFreedMemory whether the C allocator keeps freed memory for the next tensor rather than giving it back to the
 *     system at every operation: faster, and the resident size stays at its peak
 * @param libraryCache where the native libraries are unpacked at the first start (about 450 MB); the empty path for
 *     JavaCPP's own choice, {@code ~/.javacpp/cache}
 */
public record DeviceSettings(
        DeviceChoice choice, Precision precision, int threads, boolean keepsFreedMemory, Path libraryCache) {
    /** What networks compute in. */
    public enum Precision {
        /** bf16 where the processor multiplies it natively, else fp32. */
        AUTO,
        /** fp32 everywhere. */
        F32,
        /** bf16 everywhere, emulated where the processor lacks it. */
        BF16
    }

    /** The most threads that can be asked for. */
    public static final int MAX_THREADS = 1024;

    /** Refuses a number of threads outside of 0 to {@link #MAX_THREADS}. */
    public DeviceSettings {
        if (threads < 0 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 0 to " + MAX_THREADS + ", but is " + threads);
        }
    }

    /** On a device that is chosen automatically. */
    public DeviceSettings(Precision precision, int threads, boolean keepsFreedMemory, Path libraryCache) {
        this(DeviceChoice.AUTO, precision, threads, keepsFreedMemory, libraryCache);
    }

    /** These settings for a device. */
    public DeviceSettings on(DeviceChoice device) {
        return new DeviceSettings(device, precision, threads, keepsFreedMemory, libraryCache);
    }

    /** Automatic device, precision and threads. */
    public static DeviceSettings standard() {
        return new DeviceSettings(Precision.AUTO, 0, true, Path.of(""));
    }

    /**
     * The settings that the environment names: {@code LUTRA_DEVICE} (auto, cpu, cuda, cuda:N), {@code LUTRA_DTYPE} (auto, f32,
     * bf16), {@code LUTRA_THREADS}, {@code LUTRA_MALLOC} (keep, system), {@code LUTRA_LIBRARY_CACHE}; a system property such as {@code lutra.dtype} goes
     * before the variable.
     *
     * @throws IllegalArgumentException naming the variable, its value and what is allowed
     */
    public static DeviceSettings from(Map<String, String> environment, Map<?, ?> properties) {
        var source = new Source(environment, properties);
        var standard = standard();
        return new DeviceSettings(
                source.value("DEVICE").map(DeviceSettings::choice).orElse(standard.choice),
                source.value("DTYPE").map(DeviceSettings::precision).orElse(standard.precision),
                source.value("THREADS").map(DeviceSettings::threads).orElse(standard.threads),
                source.value("MALLOC").map(DeviceSettings::keeps).orElse(standard.keepsFreedMemory),
                source.value("LIBRARY_CACHE").map(Path::of).orElse(standard.libraryCache));
    }

    private static DeviceChoice choice(String text) {
        return DeviceChoice.find(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("LUTRA_DEVICE is " + text + ", allowed: auto, cpu, cuda, cuda:N"));
    }

    private static Precision precision(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> Precision.AUTO;
            case "f32", "fp32", "float32" -> Precision.F32;
            case "bf16", "bfloat16" -> Precision.BF16;
            default -> throw new IllegalArgumentException("LUTRA_DTYPE is " + text + ", allowed: auto, f32, bf16");
        };
    }

    private static int threads(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "LUTRA_THREADS is " + text + ", allowed: 0 (automatic) to " + MAX_THREADS, notANumber);
        }
    }

    private static boolean keeps(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "keep" -> true;
            case "system" -> false;
            default -> throw new IllegalArgumentException("LUTRA_MALLOC is " + text + ", allowed: keep, system");
        };
    }

    private record Source(Map<String, String> environment, Map<?, ?> properties) {
        Optional<String> value(String name) {
            var property =
                    properties.get("lutra." + name.toLowerCase(Locale.ROOT).replace('_', '-'));
            var value = property != null ? property.toString() : environment.get("LUTRA_" + name);
            return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
        }
    }
}
