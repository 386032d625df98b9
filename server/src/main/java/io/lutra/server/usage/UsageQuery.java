package io.lutra.server.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a ledger.
 *
 * @param from the first moment
 * @param to the first moment that does not count any more
 * @param width of the stretches of time that are added up, which begin at multiples of it since 1970
 * @param groups by what else is added up
 * @param only the values that count; nothing is said of what has no entry
 * @param account whose pictures count; empty for everybody's
 */
public record UsageQuery(
        Instant from,
        Instant to,
        Duration width,
        List<Dimension> groups,
        Map<Dimension, List<String>> only,
        Optional<String> account) {
    /** Copies the collections. */
    public UsageQuery {
        groups = List.copyOf(groups);
        only = Map.copyOf(only);
    }

    /** By what pictures can be told apart; named as the hosted API does. */
    public enum Dimension {
        API_KEY_ID,
        USER_ID,
        MODEL,
        SIZE,
        SOURCE;

        /** Its name in requests, in answers and in the database. */
        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
