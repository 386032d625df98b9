package io.lutra.server.pictures;

import io.lutra.api.request.Options.ResponseFormat;
import io.lutra.api.wire.ImagesResponse.Image;
import io.lutra.api.wire.Json;
import io.lutra.jobs.CancelSignal;
import io.lutra.jobs.Job;
import io.lutra.jobs.JobEvent;
import io.lutra.jobs.JobResult;
import io.lutra.jobs.JobSpec.Abandonment;
import io.lutra.server.http.Call;
import io.lutra.server.results.KeptResult;
import io.lutra.server.results.KeptResult.Kept;
import io.lutra.server.usage.DrawnPicture;
import io.lutra.storage.StorageException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the pictures that one request asked for: they are accounted, kept, linked, and can be fetched again by the
 * request's id. Used by one thread at a time. It ends with {@link #answered}, {@link #left} or {@link #failed}.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Books books;
    private final PictureOrder order;
    private final Job job;
    private final PictureEncoder encoder;
    private final KeptResult.Order answer;
    private final String keyId;
    private final Instant expires;
    private final boolean linked;
    private final TreeMap<Integer, Kept> kept = new TreeMap<>();
    private boolean transparent;

    Delivery(Books books, Call call, PictureOrder order, Job job, PictureEncoder encoder) {
        this.books = books;
        this.order = order;
        this.job = job;
        this.encoder = encoder;
        answer = new KeptResult.Order(
                call.id(), ClientId.of(call), books.accounts().of(call.caller()));
        keyId = call.caller().keyId();
        expires = books.now().plus(books.linkLife());
        linked = !order.options().streaming().on() && order.options().responseFormat() != ResponseFormat.B64_JSON;
        books.results().begin(answer);
    }

    /** The time of day. */
    Instant now() {
        return books.now();
    }

    /** Accounts a picture that is drawn, and keeps it if it will not be linked. */
    void drawn(EncodedPicture picture) {
        var options = order.options();
        books.ledger()
                .add(new DrawnPicture(
                        job.spec().id(),
                        picture.index(),
                        books.now(),
                        answer.account(),
                        keyId,
                        books.userCode(options.user()),
                        order.named().model().id(),
                        options.size().toString(),
                        order.events().replace('_', '.')));
        transparent |= picture.index() == 0 && picture.transparent();
        if (!linked && books.policy().keepInline() && books.hasRoom()) {
            keepQuietly(picture);
        }
    }

    /**
     * Keeps a picture.
     *
     * @return the path of its link
     * @throws StorageException if it cannot be kept
     */
    String link(EncodedPicture picture) {
        return books.links().path(keep(picture).id(), picture.type(), expires);
    }

    private Kept keep(EncodedPicture picture) {
        var known = kept.get(picture.index());
        if (known != null) {
            return known;
        }
        var fresh = new Kept(books.store().put(picture.bytes(), picture.type(), books.linkLife()), picture.type());
        kept.put(picture.index(), fresh);
        return fresh;
    }

    private void keepQuietly(EncodedPicture picture) {
        try {
            keep(picture);
        } catch (StorageException e) {
            LOG.warn("picture {} of {} cannot be kept to be fetched again", picture.index(), answer.request(), e);
        }
    }

    /** The client has, or could have had, everything. */
    void answered() {
        int pictures = order.work().output().count();
        if (kept.size() == pictures) {
            var nothing = Collections.nCopies(pictures, new Image(null, null, null));
            var body = AnswerWriter.response(
                    order, transparent, nothing, books.now().getEpochSecond());
            books.results().keep(new KeptResult(answer, expires, linked, List.copyOf(kept.values()), Json.bytes(body)));
        }
        books.results().end(answer);
    }

    /** There is nothing to be had. */
    void failed() {
        books.results().end(answer);
    }

    /** The client has left. What it asked to be drawn all the same, or what is drawn already, is kept for it. */
    void left() {
        boolean isDone = job.result().map(JobResult.Succeeded.class::isInstance).orElse(false);
        if (isDone || (job.result().isEmpty() && job.spec().whenAbandoned() == Abandonment.FINISH)) {
            Thread.ofVirtual().name("lutra-finishing-" + answer.request()).start(this::finish);
        } else {
            books.results().end(answer);
        }
    }

    private void finish() {
        try (var watch = job.watch(new CancelSignal())) {
            @Nullable JobResult result = null;
            while (result == null) {
                switch (watch.next()) {
                    case JobEvent.Finished(var picture) -> {
                        var encoded = encoder.encode(picture);
                        drawn(encoded);
                        keepQuietly(encoded);
                    }
                    case JobEvent.Progressed progressed -> {}
                    case JobEvent.Previewed previewed -> {}
                    case JobEvent.Ended(var ended) -> result = ended;
                }
            }
            if (result instanceof JobResult.Succeeded) {
                answered();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("what {} asked for could not be finished without its client", answer.request(), e);
        } finally {
            books.results().end(answer);
        }
    }
}
