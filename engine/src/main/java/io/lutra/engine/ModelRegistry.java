package io.lutra.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loaded models by id, and which of them answers a request that names none. Immutable, safe to share; owns its models
 * and closes them.
 */
public final class ModelRegistry implements AutoCloseable {
    private final Map<String, ImageModel> models = new LinkedHashMap<>();
    private final ImageModel standard;

    /**
     * @param models one or more, with different ids; the first is the default
     */
    public ModelRegistry(List<? extends ImageModel> models) {
        for (var model : models) {
            if (this.models.put(model.info().id(), model) != null) {
                throw new IllegalArgumentException(
                        "two models are named " + model.info().id());
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

    @Override
    public void close() {
        models.values().forEach(ImageModel::close);
    }
}
