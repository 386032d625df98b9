package io.lutra.server.pictures;

import io.lutra.jobs.Job;
import io.lutra.server.access.Caller;
import io.lutra.server.files.FileLinks;
import io.lutra.server.files.ServerKey;
import io.lutra.server.http.Call;
import io.lutra.server.results.Results;
import io.lutra.server.usage.Accounts;
import io.lutra.server.usage.Database;
import io.lutra.server.usage.Ledger;
import io.lutra.storage.ImageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Where it is written down what was drawn, and where finished pictures are kept.
 *
 * @param linkLife how long links are valid, and answers can be fetched again
 * @param clock the time of day
 */
public record Books(
        Ledger ledger,
        Results results,
        ImageStore store,
        FileLinks links,
        ServerKey key,
        Duration linkLife,
        BookPolicy policy,
        InstantSource clock) {
    /** In a database and a store, neither of which it closes. */
    public static Books in(
            Database database,
            ImageStore store,
            ServerKey key,
            Duration linkLife,
            BookPolicy policy,
            InstantSource clock) {
        return new Books(
                new Ledger(database, policy.kept()),
                new Results(database),
                store,
                new FileLinks(key),
                key,
                linkLife,
                policy,
                clock);
    }

    /** How many pictures of a caller were drawn on this day, UTC. */
    public int drawnToday(Caller caller) {
        return ledger.drawn(accounts().of(caller), now());
    }

    /** Opens the page of a job that answers a call. */
    Delivery open(Call call, PictureOrder order, Job job, PictureEncoder encoder) {
        return new Delivery(this, call, order, job, encoder);
    }

    /** Who a user is in what is written down. */
    String userCode(String user) {
        return user.isEmpty() || policy.plainUsers() ? user : key.code("user", user);
    }

    /** Whether what need not be kept may be: links are given whatever others fetch again. */
    boolean hasRoom() {
        var use = store.use();
        return use.bytes() < use.maxBytes() / 2;
    }

    /** Whose is what. */
    public Accounts accounts() {
        return new Accounts(key);
    }

    Instant now() {
        return clock.instant();
    }
}
