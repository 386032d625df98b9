package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import java.util.List;

/**
 * Who makes a request.
 *
 * @param owner whom the device's time is shared between, and whose bounds apply: {@code key:ID} or {@code address:IP}
 * @param keyId the id of the key; empty without one
 * @param keyName the name of the key; empty without one
 * @param admin whether it may see what others used
 * @param models the names of models that it may use; empty for all
 * @param switches what is otherwise for it than for everybody
 */
public record Caller(
        String owner,
        String keyId,
        String keyName,
        boolean admin,
        List<String> models,
        Rates rates,
        Switches switches) {
    /** Copies the list. */
    public Caller {
        models = List.copyOf(models);
    }

    /** Whether it may use a model under one of its names. */
    public boolean mayUse(String name, String id) {
        return models.isEmpty() || models.contains(name) || models.contains(id);
    }

    /**
     * Refuses a model that is not for this caller, as one that does not exist.
     *
     * @throws io.lutra.api.error.ApiException if it may not use it
     */
    public void requireModel(String name, String id) {
        if (!mayUse(name, id)) {
            throw ApiError.modelNotFound(name.isEmpty() ? id : name).asException();
        }
    }
}
