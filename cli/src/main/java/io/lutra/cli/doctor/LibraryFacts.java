package io.lutra.cli.doctor;

import io.lutra.engine.EngineException;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Webp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The native libraries.
 *
 * @param device what networks run on; empty if libtorch cannot be loaded
 * @param fault why it cannot
 * @param webpFault why WebP cannot be written; empty if it can
 */
public record LibraryFacts(Optional<String> device, String fault, Optional<String> webpFault) implements Facts {
    private static final int WEBP_QUALITY = 80;

    /** Loads them. */
    public static LibraryFacts read(DeviceSettings settings) {
        var webp = tryWebp();
        try {
            return new LibraryFacts(Optional.of(Device.start(settings).description()), "", webp);
        } catch (EngineException.DeviceFault fault) {
            return new LibraryFacts(Optional.empty(), String.valueOf(fault.getMessage()), webp);
        }
    }

    private static Optional<String> tryWebp() {
        try {
            Webp.encode(new Raster(1, 1, new int[] {0xff000000}), WEBP_QUALITY);
            return Optional.empty();
        } catch (LinkageError | RuntimeException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(device.map(told -> Finding.ok("libtorch", told))
                .orElseGet(() -> Finding.problem(
                        "libtorch",
                        fault,
                        "Set LUTRA_LIBRARY_CACHE to a folder with 500 MB free, on a file system without noexec; and"
                                + " install libstdc++6 if it is that which is missing.")));
        findings.add(webpFault
                .map(fault -> Finding.warning(
                        "webp",
                        "WebP cannot be written: " + fault,
                        "Let programs in " + System.getProperty("java.io.tmpdir")
                                + " run (noexec), or name another folder: LUTRA_JVM_FLAGS=-Djava.io.tmpdir=FOLDER"))
                .orElseGet(() -> Finding.ok("webp", "WebP can be written")));
        return findings;
    }
}
