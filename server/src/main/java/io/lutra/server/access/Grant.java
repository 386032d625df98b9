package io.lutra.server.access;

import java.util.List;

/**
 * What a key may do, as its maker said. A bound of -1 is that of the configuration, 0 is none.
 *
 * @param admin whether it may see what others used
 * @param models the names that it may use; empty for all
 */
public record Grant(
        boolean admin,
        List<String> models,
        int requestsPerMinute,
        int picturesPerMinute,
        int picturesPerDay,
        int parallelJobs) {
    /** Everything that the configuration allows; no administration. */
    public static final Grant STANDARD = new Grant(false, List.of(), -1, -1, -1, -1);

    /** Copies the list. */
    public Grant {
        models = List.copyOf(models);
    }

    /** The bounds, with those of the configuration where nothing else was said. */
    public Rates rates(Rates standard) {
        return Rates.of(standard, requestsPerMinute, picturesPerMinute, picturesPerDay, parallelJobs);
    }
}
