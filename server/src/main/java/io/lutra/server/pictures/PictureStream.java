package io.lutra.server.pictures;

import io.lutra.api.wire.Json;
import io.lutra.jobs.Job;
import io.lutra.jobs.JobEvent;
import io.lutra.jobs.Progress;
import io.lutra.server.http.Call;
import io.lutra.server.http.ClientGone;
import io.lutra.server.http.ErrorRenderer;
import io.lutra.server.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/** An answer as server-sent events (WHATWG HTML, section 9.2): previews and pictures as they come, or an error. */
final class PictureStream implements Reply.Pieces {
    /** How often a stream says how far it is, in a comment, which clients that do not care skip. */
    private static final Duration BETWEEN_COMMENTS = Duration.ofMillis(200);

    private final Call call;
    private final PictureOrder order;
    private final Job job;
    private final PictureEncoder encoder;
    private final Delivery delivery;
    private final InstantSource clock;

    PictureStream(
            Call call, PictureOrder order, Job job, PictureEncoder encoder, Delivery delivery, InstantSource clock) {
        this.call = call;
        this.order = order;
        this.job = job;
        this.encoder = encoder;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public void writeTo(Reply.Sink sink) throws IOException, InterruptedException {
        var laps = new Laps(call, clock);
        try (var watch = job.watch(call.cancel())) {
            long lastComment = System.nanoTime() - BETWEEN_COMMENTS.toNanos();
            while (true) {
                switch (watch.next()) {
                    case JobEvent.Progressed(var progress) -> {
                        if (System.nanoTime() - lastComment < BETWEEN_COMMENTS.toNanos()) {
                            continue;
                        }
                        sink.write(comment(progress));
                        lastComment = System.nanoTime();
                    }
                    case JobEvent.Previewed(var index, var ordinal, var preview) -> {
                        var event = AnswerWriter.partial(
                                order,
                                index,
                                ordinal,
                                encoder.preview(preview),
                                delivery.now().getEpochSecond());
                        sink.write(event(event.type(), Json.bytes(event)));
                    }
                    case JobEvent.Finished(var picture) -> {
                        var encoded = laps.time("encode", picture.index(), () -> encoder.encode(picture));
                        delivery.drawn(encoded);
                        var event = AnswerWriter.completed(
                                order, encoded, delivery.now().getEpochSecond());
                        sink.write(event(event.type(), Json.bytes(event)));
                    }
                    case JobEvent.Ended(var result) -> {
                        Outcomes.require(result, call.cancel());
                        delivery.answered();
                        return;
                    }
                }
            }
        } catch (ClientGone | IOException e) {
            delivery.left();
            throw e;
        } catch (RuntimeException e) {
            delivery.failed();
            sink.write(event("error", ErrorRenderer.json(e, call)));
        } finally {
            laps.of(job);
        }
    }

    private static byte[] comment(Progress progress) {
        String text = progress.stepsDone() == 0 && progress.picturesAhead() > 0
                ? ": waiting for " + progress.picturesAhead() + " pictures\n\n"
                : ": step " + progress.stepsDone() + " of " + progress.steps() + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] event(String type, byte[] json) {
        var event = new ByteArrayOutputStream(json.length + 64);
        event.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(json);
        event.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }
}
