package io.lutra.server.safety;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How safety is set up.
 *
 * @param prompts what is held against a list
 * @param webhook the operator's own check
 * @param audit what is written down
 * @param provenance what pictures tell
 */
public record SafetyConfig(Prompts prompts, Webhook webhook, Audit audit, Provenance provenance) {
    /** No list, no check, no log; pictures tell program, model and seed. */
    public static final SafetyConfig STANDARD = new SafetyConfig(
            new Prompts(false, Path.of("")),
            new Webhook("", Duration.ofSeconds(2), OnFailure.CLOSED, 16, Path.of("")),
            new Audit(false, false, 64L << 20, 10, Duration.ofDays(90)),
            new Provenance(true, false));

    /**
     * The list that prompts are held against.
     *
     * @param on whether they are, for keys that say nothing else
     * @param words the file of the list; the empty path for the built-in one
     */
    public record Prompts(boolean on, Path words) {}

    /** What happens to a request about which the operator's check gives no answer. */
    public enum OnFailure {
        /** It is drawn. */
        OPEN,
        /** It is answered 503. */
        CLOSED
    }

    /**
     * The operator's own check, which is asked about every request.
     *
     * @param url an http or https URL; empty for none
     * @param timeout how long a request may wait for it in all
     * @param parallel how many questions may be open at once; further requests wait for their turn
     * @param secretFile holds the secret that questions are signed with; the empty path for none
     */
    public record Webhook(String url, Duration timeout, OnFailure onFailure, int parallel, Path secretFile) {}

    /**
     * The audit log.
     *
     * @param prompts whether prompts are written out, besides their hashes
     * @param fileBytes above which a file is ended; it is, too, with every day in UTC
     * @param files how many ended files are kept
     * @param keep how long ended files are kept; zero for any time
     */
    public record Audit(boolean on, boolean prompts, long fileBytes, int files, Duration keep) {}

    /**
     * What pictures tell about themselves.
     *
     * @param on whether they do, for keys that say nothing else
     * @param prompts whether that includes the prompt
     */
    public record Provenance(boolean on, boolean prompts) {}

    /** This, with another list. */
    public SafetyConfig with(Prompts prompts) {
        return new SafetyConfig(prompts, webhook, audit, provenance);
    }

    /** This, with another check. */
    public SafetyConfig with(Webhook webhook) {
        return new SafetyConfig(prompts, webhook, audit, provenance);
    }

    /** This, with another log. */
    public SafetyConfig with(Audit audit) {
        return new SafetyConfig(prompts, webhook, audit, provenance);
    }

    /** This, with pictures that tell something else. */
    public SafetyConfig with(Provenance provenance) {
        return new SafetyConfig(prompts, webhook, audit, provenance);
    }
}
