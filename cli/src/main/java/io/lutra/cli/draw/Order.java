package io.lutra.cli.draw;

import io.lutra.server.uploads.UploadPolicy.Repair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for, in the words of the Images API, so that an order means the same in this process and at a server.
 *
 * @param task which of its operations
 * @param title what its pictures are called
 * @param parameters by their names in a request; values as people write them
 * @param files the encoded pictures that go with it, by the names {@link #IMAGE} and {@link #MASK}; not to be changed
 * @param repair what becomes of pictures that do not fit
 */
public record Order(Task task, String title, Map<String, String> parameters, Map<String, byte[]> files, Repair repair) {
    /** The picture that is edited or varied. */
    public static final String IMAGE = "image";

    /** Where it is edited. */
    public static final String MASK = "mask";

    /** Copies the maps, in their order. */
    public Order {
        parameters = new LinkedHashMap<>(parameters);
        files = new LinkedHashMap<>(files);
    }

    /** The operations of the API. */
    public enum Task {
        GENERATE("/images/generations"),
        EDIT("/images/edits"),
        VARY("/images/variations");

        private final String path;

        Task(String path) {
            this.path = path;
        }

        /** Where the API answers it, behind the base of a server. */
        public String path() {
            return path;
        }
    }

    /** An order without pictures. */
    public Order(Task task, String title, Map<String, String> parameters) {
        this(task, title, parameters, Map.of(), Repair.OFF);
    }

    /** A parameter's value; empty if it is not named. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** How many pictures are asked for, as far as that can be told. */
    public int count() {
        String n = parameter("n");
        return n.matches("[0-9]{1,4}") ? Integer.parseInt(n) : 1;
    }
}
