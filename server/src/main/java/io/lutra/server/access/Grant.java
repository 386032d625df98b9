package io.lutra.server.access;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do, as its maker said. A bound of -1 is that of the configuration, 0 is none.
 *
 * @param admin whether it may see what others used
 * @param models the names that it may use; empty for all
 * @param switches what is otherwise for it than for everybody; absent from older files of keys
 */
public record Grant(
        boolean admin,
        List<String> models,
        int requestsPerMinute,
        int picturesPerMinute,
        int picturesPerDay,
        int parallelJobs,
        Switches switches) {
    /** Everything that the configuration allows; no administration. */
    public static final Grant STANDARD = new Grant(false, List.of(), -1, -1, -1, -1, Switches.INHERITED);

    /** Copies the list. */
    public Grant(
            boolean admin,
            List<String> models,
            int requestsPerMinute,
            int picturesPerMinute,
            int picturesPerDay,
            int parallelJobs,
            @Nullable Switches switches) {
        this.admin = admin;
        this.models = List.copyOf(models);
        this.requestsPerMinute = requestsPerMinute;
        this.picturesPerMinute = picturesPerMinute;
        this.picturesPerDay = picturesPerDay;
        this.parallelJobs = parallelJobs;
        this.switches = Objects.requireNonNullElse(switches, Switches.INHERITED);
    }

    /** The bounds, with those of the configuration where nothing else was said. */
    public Rates rates(Rates standard) {
        return Rates.of(standard, requestsPerMinute, picturesPerMinute, picturesPerDay, parallelJobs);
    }
}
