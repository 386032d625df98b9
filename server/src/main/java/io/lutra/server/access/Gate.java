package io.lutra.server.access;

import io.lutra.api.error.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Knows callers by their keys. What {@code lutra keys} changes applies within a second, without a restart. Thread-safe.
 *
 * <p>A key that we made is always checked, also where none is needed: it brings its own rights and bounds. Where no key is
 * needed, any other text passes as none, for client libraries insist on sending one.
 */
public final class Gate {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final KeyFile file;
    private final AccessPolicy policy;
    private final Function<String, String> pseudonym;
    private final InstantSource clock;

    /** Guards the reading of the file. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Known known = new Known(Map.of(), Optional.empty(), Instant.MIN);

    /** The keys by id, as they were at a moment. */
    private record Known(Map<String, StoredKey> keys, Optional<KeyFile.Version> version, Instant looked) {}

    /**
     * Over a file of keys.
     *
     * @param pseudonym turns a foreign key into what its owner is called, so that those who share an address but not a key
     *     are told apart
     */
    public Gate(KeyFile file, AccessPolicy policy, Function<String, String> pseudonym, InstantSource clock) {
        this.file = file;
        this.policy = policy;
        this.pseudonym = pseudonym;
        this.clock = clock;
    }

    /**
     * Who calls.
     *
     * @param authorization the header field of that name
     * @param address of the client
     * @throws io.lutra.api.error.ApiException if a key is needed and there is none, or it is not known
     */
    public Caller identify(Optional<String> authorization, String address) {
        var written = authorization.map(Gate::credential).filter(text -> !text.isEmpty());
        if (written.isEmpty()) {
            if (policy.keysNeeded()) {
                throw ApiError.missingKey().asException();
            }
            return stranger("address:" + address);
        }
        var token = Token.parse(written.get());
        var key = token.flatMap(sent -> find(sent.id()).filter(sent::matches));
        if (key.isPresent()) {
            return caller(key.get());
        }
        if (policy.keysNeeded() || token.isPresent()) {
            throw ApiError.wrongKey(masked(written.get())).asException();
        }
        return policy.rates().equals(Rates.UNBOUNDED)
                ? stranger("key:" + pseudonym.apply(written.get()))
                : stranger("address:" + address);
    }

    private static String credential(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : header.strip();
    }

    private Caller stranger(String owner) {
        return new Caller(owner, "", "", false, List.of(), policy.rates(), Switches.INHERITED);
    }

    private Caller caller(StoredKey key) {
        var grant = key.grant();
        return new Caller(
                "key:" + key.id(),
                key.id(),
                key.name(),
                grant.admin(),
                grant.models(),
                grant.rates(policy.rates()),
                grant.switches());
    }

    /** The first characters and the last four, as the hosted API tells which key was meant; nothing of a short one. */
    private static String masked(String key) {
        var plain = key.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() < 16
                ? "*".repeat(plain.length())
                : plain.substring(0, 8) + "****" + plain.substring(plain.length() - 4);
    }

    private Optional<StoredKey> find(String id) {
        return Optional.ofNullable(current().keys().get(id));
    }

    private Known current() {
        var now = clock.instant();
        var last = known;
        if (isFresh(last, now)) {
            return last;
        }
        lock.lock();
        try {
            last = known;
            if (!isFresh(last, now)) {
                var version = file.version();
                var keys = version.equals(last.version()) ? last.keys() : read();
                known = new Known(keys, version, now);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** A clock that was set back makes nothing fresh. */
    private static boolean isFresh(Known known, Instant now) {
        return !known.looked().equals(Instant.MIN)
                && !now.isBefore(known.looked())
                && Duration.between(known.looked(), now).compareTo(LOOK_EVERY) < 0;
    }

    private Map<String, StoredKey> read() {
        return file.read().stream().collect(Collectors.toMap(StoredKey::id, key -> key, (first, same) -> first));
    }
}
