package io.lutra.engine;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model whose weights are read when it is wanted and can be given back: what it is and can do is known all the time.
 *
 * <p>{@link #load} may run on any thread while nobody else loads or unloads it; what it loaded is seen by every thread. For
 * the rest {@link ImageModel}'s rules hold.
 */
public final class OnDemandModel implements ImageModel {
    /** Bytes a second that are read before anything was measured: a slow disk. */
    private static final long SLOW = 200L << 20;

    private static final Duration LEAST = Duration.ofSeconds(1);

    private final ModelInfo info;
    private final long bytes;
    private final Supplier<? extends ImageModel> loading;
    private volatile Duration expected;
    private volatile @Nullable ImageModel loaded;

    /**
     * A model that is not loaded yet.
     *
     * @param info what the model will say of itself
     * @param bytes memory of its weights
     * @param loading loads it; called again after each {@link #unload}
     */
    public OnDemandModel(ModelInfo info, long bytes, Supplier<? extends ImageModel> loading) {
        this.info = info;
        this.bytes = bytes;
        this.loading = loading;
        expected = LEAST.plusSeconds(bytes / SLOW);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /** Memory of its weights when it is loaded. */
    public long bytes() {
        return bytes;
    }

    /** Whether its weights are in memory. */
    public boolean isLoaded() {
        return loaded != null;
    }

    /** How long loading will probably take: as long as the last time. */
    public Duration expected() {
        return expected;
    }

    /**
     * Reads its weights; does nothing when they are in memory.
     *
     * @throws EngineException.BadWeights if a file has become unreadable or is not what it was
     */
    public void load() {
        if (loaded == null) {
            long begun = System.nanoTime();
            loaded = loading.get();
            expected = LEAST.plusNanos(System.nanoTime() - begun);
        }
    }

    /** Frees its weights. Every drawing must have been closed. */
    public void unload() {
        var model = loaded;
        loaded = null;
        if (model != null) {
            model.close();
        }
    }

    /** {@inheritDoc} Loads the model if it is not. */
    @Override
    public List<Drawing> begin(PictureRequest request) {
        load();
        return model().begin(request);
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        model().step(batch);
    }

    /** {@inheritDoc} None while it is not loaded. */
    @Override
    public OptionalLong workspaceBytes() {
        var model = loaded;
        return model == null ? OptionalLong.empty() : model.workspaceBytes();
    }

    private ImageModel model() {
        var model = loaded;
        if (model == null) {
            throw new IllegalStateException("the model " + info.id() + " is not loaded");
        }
        return model;
    }

    @Override
    public void close() {
        unload();
    }
}
