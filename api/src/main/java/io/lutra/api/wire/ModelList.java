package io.lutra.api.wire;

import java.util.List;

/** The answer of {@code GET /v1/models}. */
public record ModelList(String object, List<Entry> data) {
    /** A list of models. */
    public ModelList(List<Entry> data) {
        this("list", List.copyOf(data));
    }

    /**
     * One model, which is also the answer of {@code GET /v1/models/{id}}.
     *
     * @param created Unix time, in seconds
     */
    public record Entry(String id, String object, long created, String ownedBy) {
        /** A model. */
        public Entry(String id, long created, String ownedBy) {
            this(id, "model", created, ownedBy);
        }
    }
}
