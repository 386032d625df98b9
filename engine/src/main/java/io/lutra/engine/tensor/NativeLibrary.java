package io.lutra.engine.tensor;

import io.lutra.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/*
 * Implementation note. OpenMP and the C allocator read their settings when they are loaded or first used, so they are set
 * through setenv and mallopt of this very process before the first torch class is touched. Spinning OpenMP threads make a
 * step up to 30 times slower when another process wants the core; tensors above the allocator's limit are otherwise mapped
 * and unmapped, page by page, at every operation (docs/decisions). A variable that the user has set is left alone.
 */
/** libtorch in this process: loaded once, with the settings of the first caller. */
final class NativeLibrary {
    // Parameter numbers of mallopt(3), glibc.
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int M_ARENA_MAX = -8;
    private static final int MAPPED_FROM_BYTES = 1 << 30;

    private static final ReentrantLock LOADING = new ReentrantLock();
    /** What was loaded with; guarded by {@link #LOADING}. */
    private static @Nullable DeviceSettings loadedWith;

    private NativeLibrary() {}

    /**
     * Loads libtorch, or does nothing if it is loaded.
     *
     * @return the settings it was first loaded with
     * @throws EngineException.DeviceFault if the library cannot be loaded
     */
    static DeviceSettings load(DeviceSettings settings) {
        LOADING.lock();
        try {
            if (loadedWith == null) {
                prepareProcess(settings);
                loadTorch(settings);
                loadedWith = settings;
            }
            return loadedWith;
        } finally {
            LOADING.unlock();
        }
    }

    private static void loadTorch(DeviceSettings settings) {
        // Tensors have owners here: JavaCPP's own bookkeeping of bytes would only call the collector at every
        // allocation.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        if (!settings.libraryCache().equals(Path.of(""))) {
            System.setProperty(
                    "org.bytedeco.javacpp.cachedir",
                    settings.libraryCache().toAbsolutePath().toString());
        }
        try {
            Loader.load(torch.class);
            torch.set_num_threads(threads(settings));
        } catch (LinkageError missing) {
            throw new EngineException.DeviceFault(
                    "cannot load libtorch (is this linux-x86_64, and is there room in the library cache?): "
                            + missing.getMessage(),
                    missing);
        }
    }

    static int threads(DeviceSettings settings) {
        return settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
    }

    private static void prepareProcess(DeviceSettings settings) {
        setDefault("OMP_WAIT_POLICY", "passive");
        setDefault("GOMP_SPINCOUNT", "0");
        setDefault("OMP_NUM_THREADS", Integer.toString(threads(settings)));
        if (settings.keepsFreedMemory()) {
            mallopt(M_MMAP_THRESHOLD, MAPPED_FROM_BYTES);
            mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            mallopt(M_ARENA_MAX, 1);
        }
    }

    /** Gives what the C allocator keeps for later back to the system. */
    static void trim() {
        var trim = function("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        invoke("malloc_trim", trim, 0L);
    }

    private static void setDefault(String name, String value) {
        var setenv = function(
                "setenv",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            invoke("setenv", setenv, arena.allocateFrom(name), arena.allocateFrom(value), 0);
        }
    }

    private static void mallopt(int parameter, int value) {
        var mallopt = function(
                "mallopt", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        // A C library that refuses a parameter is slower, not broken.
        invoke("mallopt", mallopt, parameter, value);
    }

    @SuppressWarnings("restricted") // functions of the C library, with their documented signatures
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, descriptor))
                .orElseThrow(() -> new EngineException.DeviceFault(
                        "the C library has no function " + name, new UnsatisfiedLinkError(name)));
    }

    private static void invoke(String name, MethodHandle function, Object... arguments) {
        try {
            function.invokeWithArguments(arguments);
        } catch (Throwable fault) { // declared by every method handle; C functions throw nothing
            throw new EngineException.DeviceFault("cannot call " + name, fault);
        }
    }
}
