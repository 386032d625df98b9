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
     * @param lutra what the hosted API does not tell
     */
    public record Entry(String id, String object, long created, String ownedBy, Details lutra) {
        /** A model. */
        public Entry(String id, long created, String ownedBy, Details lutra) {
            this(id, "model", created, ownedBy, lutra);
        }
    }

    /**
     * What more there is to say of a model.
     *
     * @param model the id of the model that answers to the name
     * @param title what it is, such as its family, in one line for people
     * @param licence SPDX expression of its weights
     * @param nativeSize the size that it draws best, such as {@code 512x512}
     * @param operations what it can be asked for: generate, edit, vary
     * @param parameters optional settings of a request that change its pictures, by their names in a request
     */
    public record Details(
            String model,
            String title,
            String licence,
            String nativeSize,
            List<String> operations,
            List<String> parameters) {}
}
