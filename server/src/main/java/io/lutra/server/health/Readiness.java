package io.lutra.server.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What must be so for the server to take requests for pictures. Immutable; as thread-safe as its checks. */
public final class Readiness {
    private final Map<String, Supplier<Optional<String>>> checks;

    private Readiness(Map<String, Supplier<Optional<String>>> checks) {
        this.checks = checks;
    }

    /** Without anything that must be so. */
    public static Readiness empty() {
        return new Readiness(Map.of());
    }

    /**
     * This, and one thing more.
     *
     * @param check says why it is not so, in one line for whoever runs the server, or nothing if it is
     */
    public Readiness with(String name, Supplier<Optional<String>> check) {
        var more = new LinkedHashMap<>(checks);
        more.put(name, check);
        return new Readiness(more);
    }

    /** Everything that must be so, each with why it is not, if it is not. */
    public Map<String, Optional<String>> look() {
        var found = new LinkedHashMap<String, Optional<String>>();
        checks.forEach((name, check) -> found.put(name, check.get()));
        return found;
    }

    /** Whether everything is as it must be. */
    public boolean isReady() {
        return look().values().stream().allMatch(Optional::isEmpty);
    }
}
