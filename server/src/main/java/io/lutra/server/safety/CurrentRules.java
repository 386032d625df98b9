package io.lutra.server.safety;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of a file as they are now: changes apply within a second. A file that is of no use leaves the old ones. Thread-safe. */
final class CurrentRules {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentRules.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Path file;
    private final InstantSource clock;

    /** Guards the reading of the file; whoever finds it taken goes by the old rules. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Known known;

    private record Version(String file, long modified, long size) {}

    private record Known(PromptRules rules, Optional<Version> version, Instant looked) {}

    /**
     * Reads the file.
     *
     * @param file the empty path for the built-in rules
     * @throws SafetyException if it is of no use
     */
    CurrentRules(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        var version = version();
        known = new Known(PromptRules.of(file), version, clock.instant());
    }

    PromptRules now() {
        var now = clock.instant();
        var last = known;
        if (Duration.between(last.looked(), now).abs().compareTo(LOOK_EVERY) >= 0 && lock.tryLock()) {
            try {
                last = look(known, now);
                known = last;
            } finally {
                lock.unlock();
            }
        }
        return last.rules();
    }

    private Known look(Known last, Instant now) {
        var version = version();
        if (version.equals(last.version())) {
            return new Known(last.rules(), version, now);
        }
        try {
            var rules = PromptRules.of(file);
            LOG.info("read {} rules for prompts from {}", rules.count(), file);
            return new Known(rules, version, now);
        } catch (SafetyException e) {
            LOG.error("{}; the rules that were read before stay", e.getMessage());
            return new Known(last.rules(), version, now);
        }
    }

    private Optional<Version> version() {
        if (file.toString().isEmpty()) {
            return Optional.empty();
        }
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(
                    String.valueOf(attributes.fileKey()),
                    attributes.lastModifiedTime().toMillis(),
                    attributes.size()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
