package io.lutra.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models by id, which of them answers a request that names none, and how much memory those may take that are loaded on
 * demand. Immutable, safe to share; owns its models and closes them.
 */
public final class ModelRegistry implements AutoCloseable {
    private final Map<String, ImageModel> models = new LinkedHashMap<>();
    private final ImageModel standard;
    private final long memory;

    /**
     * Models whose memory is not bounded.
     *
     * @param models one or more, with different ids; the first is the default
     */
    public ModelRegistry(List<? extends ImageModel> models) {
        this(models, Long.MAX_VALUE);
    }

    /**
     * Models.
     *
     * @param models one or more, with different ids; the first is the default
     * @param memory bytes that the weights of models on demand may take together
     * @throws EngineException.OutOfMemory if one of them alone takes more
     */
    public ModelRegistry(List<? extends ImageModel> models, long memory) {
        this.memory = memory;
        for (var model : models) {
            if (this.models.put(model.info().id(), model) != null) {
                throw new IllegalArgumentException(
                        "two models are named " + model.info().id());
            }
            if (model instanceof OnDemandModel onDemand && onDemand.bytes() > memory) {
                throw new EngineException.OutOfMemory("the weights of %s take %d MB, but models may take %d MB"
                        .formatted(model.info().id(), onDemand.bytes() >> 20, memory >> 20));
            }
        }
        standard = models.getFirst();
    }

    /** The model that answers requests that name none. */
    public ImageModel standard() {
        return standard;
    }

    /** The model of this id. */
    public Optional<ImageModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** All models, the default first. */
    public List<ImageModel> all() {
        return new ArrayList<>(models.values());
    }

    /** Bytes that the weights of {@linkplain OnDemandModel models on demand} may take together. */
    public long memory() {
        return memory;
    }

    @Override
    public void close() {
        models.values().forEach(ImageModel::close);
    }
}
