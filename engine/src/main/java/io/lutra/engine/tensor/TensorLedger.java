package io.lutra.engine.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tensors of this process that are not closed yet: how tests find leaks. Thread-safe.
 *
 * <p>Counting costs nothing worth measuring and is always on. Where each living tensor was made is recorded only with the
 * system property {@code lutra.trace-tensors} set to true at start.
 */
public final class TensorLedger {
    private static final LongAdder LIVING = new LongAdder();
    private static final @Nullable Map<Tensor, Throwable> ORIGINS =
            Boolean.getBoolean("lutra.trace-tensors") ? Collections.synchronizedMap(new WeakHashMap<>()) : null;

    private TensorLedger() {}

    /** How many tensors are not closed. Exact while no other thread makes or closes one. */
    public static long living() {
        return LIVING.sum();
    }

    /** Where the living tensors were made; empty without {@code lutra.trace-tensors}. */
    public static List<Throwable> origins() {
        var origins = ORIGINS;
        if (origins == null) {
            return List.of();
        }
        synchronized (origins) {
            return new ArrayList<>(origins.values());
        }
    }

    static void opened(Tensor tensor) {
        LIVING.increment();
        if (ORIGINS != null) {
            ORIGINS.put(tensor, new Throwable("made here: " + tensor));
        }
    }

    static void closed(Tensor tensor) {
        LIVING.decrement();
        if (ORIGINS != null) {
            ORIGINS.remove(tensor);
        }
    }
}
