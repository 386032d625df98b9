package io.lutra.engine.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Layers that were loaded, for another network of the same shape of which few arrays differ: it takes over the layers that
 * are the same, and loads the others. Layers belong to the scope that they were loaded in, which must outlive every network
 * that takes them over. Not thread-safe.
 */
public final class LayerShelf {
    private final Map<String, Object> layers;
    private final Predicate<String> differs;

    private LayerShelf(Map<String, Object> layers, Predicate<String> differs) {
        this.layers = layers;
        this.differs = differs;
    }

    /** An empty shelf: everything is loaded, and kept for others. */
    public LayerShelf() {
        this(new HashMap<>(), array -> false);
    }

    /**
     * The shelf for a network of which some arrays differ; nothing that it loads is kept.
     *
     * @param differs whether the array of this name does
     */
    public LayerShelf forVariant(Predicate<String> differs) {
        return new LayerShelf(layers, differs);
    }

    /** The layer of this name, kept or loaded from these arrays. */
    <L> L layer(Class<L> type, String name, List<String> arrays, Supplier<L> loading) {
        if (arrays.stream().anyMatch(differs)) {
            return loading.get();
        }
        var kept = layers.get(name);
        if (type.isInstance(kept)) {
            return type.cast(kept);
        }
        L loaded = loading.get();
        layers.put(name, loaded);
        return loaded;
    }
}
