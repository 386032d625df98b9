package io.lutra.jobs;

import java.util.HashMap;
import java.util.Map;

/** The device's places, as many for a model as one step of it takes pictures, and who has them. Used by one thread. */
final class Places {
    private final Map<String, Integer> free = new HashMap<>();
    private final Map<String, Integer> drawn = new HashMap<>();

    /** A model and its places, all free. */
    void add(String model, int places) {
        free.put(model, places);
    }

    void take(LocalJob job) {
        free.merge(job.spec().model(), -1, Integer::sum);
        drawn.merge(job.spec().owner(), 1, Integer::sum);
    }

    boolean anyFree() {
        return free.values().stream().anyMatch(places -> places > 0);
    }

    boolean isFreeFor(LocalJob job) {
        return free.getOrDefault(job.spec().model(), 0) > 0;
    }

    /** The number of pictures of the job's owner on the device. */
    int drawnFor(LocalJob job) {
        return drawn.getOrDefault(job.spec().owner(), 0);
    }
}
