package io.lutra.server.pictures;

import io.lutra.api.request.Options;
import io.lutra.api.wire.Json;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.jobs.Job;
import io.lutra.jobs.JobEvent;
import io.lutra.jobs.JobResult;
import io.lutra.jobs.JobSpec;
import io.lutra.server.access.Meters;
import io.lutra.server.http.Call;
import io.lutra.server.http.ClientGone;
import io.lutra.server.http.PublicBase;
import io.lutra.server.http.Reply;
import io.lutra.server.safety.Safety;
import io.lutra.server.safety.Subject;
import io.lutra.server.workshop.Opening;
import io.lutra.server.workshop.Workshop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Takes orders for pictures: submits them to the queue, waits, encodes what comes, and renders the answer, at once or as a
 * stream. Thread-safe.
 */
public final class PictureDesk {
    private static final int MOST_IGNORED_TOLD = 32;

    /** The second header keeps nginx from collecting the events. */
    private static final Map<String, String> EVENT_STREAM =
            Map.of("content-type", "text/event-stream; charset=utf-8", "x-accel-buffering", "no");

    private final Parts parts;
    private final RecentJobs recent = new RecentJobs();

    /** Made of its parts, which it does not close. */
    public PictureDesk(Parts parts) {
        this.parts = parts;
    }

    /**
     * What a desk needs.
     *
     * @param patience how long pictures may take when a client does not say how long it waits
     * @param loading how long a client that does not say so is kept waiting for the models to be loaded
     * @param safety decides what is drawn, and what files say about themselves
     * @param clock measures lengths of time; the queue's
     * @param random the source of seeds
     */
    public record Parts(
            Opening opening,
            Meters meters,
            Books books,
            PublicBase base,
            Duration patience,
            Duration loading,
            Safety safety,
            InstantSource clock,
            RandomGenerator random) {}

    /**
     * The workshop, for which the client is kept waiting for a while if it is not open yet.
     *
     * @throws io.lutra.api.error.ApiException if it does not open in time
     */
    public Workshop workshop(Call call) throws InterruptedException {
        return parts.opening().await(ClientDeadline.announced(call).orElse(parts.loading()));
    }

    /** The output that options ask for; a seed is made up where they name none. */
    public Output output(Options options) {
        var seed = options.tuning().seed();
        return new Output(
                options.size().width(),
                options.size().height(),
                options.count(),
                seed == null ? parts.random().nextLong(1L << 32) : seed);
    }

    /**
     * Draws what is ordered and answers with it.
     *
     * @throws io.lutra.api.error.ApiException if a header is wrong, the queue does not take it, or it fails
     * @throws io.lutra.server.http.ClientGone if the client leaves meanwhile
     */
    public Reply answer(Call call, Workshop workshop, PictureOrder order) throws InterruptedException {
        note(call, order);
        call.caller().requireModel(order.named().name(), order.named().model().id());
        if (!order.options().streaming().on() && order.options().responseFormat() != Options.ResponseFormat.B64_JSON) {
            parts.books().store().requireRoom();
        }
        return RecentJobs.mayTryAgain(call)
                ? answerOnce(call, workshop, order)
                : answer(call, submit(call, workshop, order), order);
    }

    /** Answers a second try with what the first one began, if that can still be found. */
    private Reply answerOnce(Call call, Workshop workshop, PictureOrder order) throws InterruptedException {
        var fingerprint = OrderFingerprint.of(call.caller().owner(), order);
        var earlier = RecentJobs.isTryingAgain(call)
                ? recent.find(fingerprint, parts.clock().instant())
                : Optional.<RecentJobs.Entry>empty();
        if (earlier.isPresent()) {
            call.note("attached", earlier.get().job().spec().id());
            return answer(call, earlier.get().job(), earlier.get().order());
        }
        var job = submit(call, workshop, order);
        recent.remember(
                fingerprint, new RecentJobs.Entry(job, order, parts.clock().instant()));
        return answer(call, job, order);
    }

    private Reply answer(Call call, Job job, PictureOrder order) throws InterruptedException {
        var headers = headers(order);
        var encoder = encoder(call, order);
        var delivery = parts.books().open(call, order, job, encoder);
        if (order.options().streaming().on()) {
            var stream = new PictureStream(call, order, job, encoder, delivery, parts.clock());
            return new Reply(200, EVENT_STREAM, stream).withAll(headers);
        }
        var laps = new Laps(call, parts.clock());
        try {
            var pictures = draw(call, job, encoder, delivery, laps);
            var response = AnswerWriter.response(order, pictures, now().getEpochSecond(), linker(call, delivery, laps));
            delivery.answered();
            return Reply.json(200, Json.bytes(response)).withAll(headers);
        } catch (ClientGone e) {
            delivery.left();
            throw e;
        } catch (RuntimeException e) {
            delivery.failed();
            throw e;
        }
    }

    private Job submit(Call call, Workshop workshop, PictureOrder order) throws InterruptedException {
        parts.safety().check(call, subject(order));
        var caller = call.caller();
        try {
            return parts.meters()
                    .submit(
                            caller,
                            order.options().count(),
                            () -> Outcomes.accepted(workshop.queue().submit(spec(call, order))));
        } finally {
            parts.meters().headers(caller).forEach(call::tell);
        }
    }

    /** Encodes each picture while the next ones are being drawn. */
    private List<EncodedPicture> draw(Call call, Job job, PictureEncoder encoder, Delivery delivery, Laps laps)
            throws InterruptedException {
        var pictures = new ArrayList<EncodedPicture>();
        try (var watch = job.watch(call.cancel())) {
            while (true) {
                switch (watch.next()) {
                    case JobEvent.Finished(var picture) -> {
                        var encoded = laps.time("encode", picture.index(), () -> encoder.encode(picture));
                        delivery.drawn(encoded);
                        pictures.add(encoded);
                    }
                    case JobEvent.Progressed progressed -> {}
                    case JobEvent.Previewed previewed -> {}
                    case JobEvent.Ended(var result) -> {
                        Outcomes.require(result, call.cancel());
                        noteTiming(call, result);
                        pictures.sort(Comparator.comparingInt(EncodedPicture::index));
                        return pictures;
                    }
                }
            }
        } finally {
            laps.of(job);
        }
    }

    private AnswerWriter.Linker linker(Call call, Delivery delivery, Laps laps) {
        var base = parts.base().of(call);
        return picture -> base + laps.time("store", picture.index(), () -> delivery.link(picture));
    }

    private JobSpec spec(Call call, PictureOrder order) {
        var abandonment = OnDisconnect.of(call);
        var announced =
                abandonment == JobSpec.Abandonment.FINISH ? Optional.<Duration>empty() : ClientDeadline.announced(call);
        return new JobSpec(
                call.id(),
                call.caller().owner(),
                order.named().model().id(),
                order.work(),
                call.received().plus(announced.orElse(parts.patience())),
                order.options().streaming().partialImages(),
                abandonment);
    }

    private PictureEncoder encoder(Call call, PictureOrder order) {
        var subject = subject(order);
        return new PictureEncoder(
                order,
                seed -> parts.safety().texts(call, subject, seed),
                file -> parts.safety()
                        .drawn(
                                call,
                                subject,
                                new Safety.File(
                                        file.index(), file.seed(), file.type().mediaType(), file.bytes())));
    }

    private static Subject subject(PictureOrder order) {
        var options = order.options();
        return new Subject(
                order.named().model().id(),
                order.prompt(),
                order.work().settings().negativePrompt(),
                options.user(),
                options.count(),
                options.size().toString());
    }

    private static Map<String, String> headers(PictureOrder order) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("lutra-model", order.named().model().id());
        var output = order.work().output();
        var seeds = new ArrayList<String>();
        for (int i = 0; i < output.count(); i++) {
            seeds.add(Long.toString(output.seedOf(i)));
        }
        headers.put("lutra-seed", String.join(", ", seeds));
        var ignored = order.options().ignored();
        if (!ignored.isEmpty()) {
            headers.put(
                    "lutra-ignored-parameters",
                    ignored.stream()
                            .limit(MOST_IGNORED_TOLD)
                            .map(PictureDesk::token)
                            .collect(Collectors.joining(", ")));
        }
        return headers;
    }

    /** A name that clients made up, as it may stand in a header. */
    private static String token(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_.\\[\\]-]", "_");
        return plain.length() <= 64 ? plain : plain.substring(0, 64);
    }

    private void note(Call call, PictureOrder order) {
        if (!call.caller().keyName().isEmpty()) {
            call.note("key", call.caller().keyName());
        }
        call.drawnBy(order.named().model().id());
        call.note("profile", order.terms().profile());
        call.note("n", order.options().count());
        call.note("size", order.options().size());
        var clientId = ClientId.of(call);
        if (!clientId.isEmpty()) {
            call.note("client_id", clientId);
        }
        var user = order.options().user();
        if (!user.isEmpty()) {
            call.note("user", parts.books().key().code("user", user));
        }
    }

    private static void noteTiming(Call call, JobResult result) {
        if (result instanceof JobResult.Succeeded(var pictures, var timing)) {
            call.note("waited", timing.waited().toMillis());
            call.note("drawn", timing.drawn().toMillis());
        }
    }

    private Instant now() {
        return parts.books().now();
    }
}
