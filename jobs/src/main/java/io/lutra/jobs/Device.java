package io.lutra.jobs;

import io.lutra.engine.Drawing;
import io.lutra.engine.ModelRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the device's thread does: begins pictures as places become free, and steps the pictures on the device, those that
 * join in one batch. Its fields belong to that thread.
 */
/* Implementation note.
 *
 * Pictures that join form a batch; batches that do not join take turns, the one that was stepped longest ago first. A new
 * picture goes before what was stepped just now and behind everything else, so that no stream of new ones starves an old one.
 * Between two steps, pictures of ended jobs are closed and free places are given away.
 *
 * When a step of several pictures throws, it is not known whose fault it was nor what state their drawings are in. All of
 * them are closed and begun anew, each alone: a picture depends on its request and seed only, so those that were not at
 * fault come out as they would have. A picture that throws when alone fails its job.
 */
final class Device implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Device.class);

    private final LocalQueue queue;
    private final ModelRegistry models;
    private final Residents residents;
    private final InstantSource clock;
    private final List<OnDevice> pictures = new ArrayList<>();
    private long steps;

    Device(LocalQueue queue, ModelRegistry models, InstantSource clock) {
        this.queue = queue;
        this.models = models;
        this.clock = clock;
        residents = new Residents(models, clock, queue::modelsChanged, queue.observer());
    }

    @Override
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = turn();
            } catch (InterruptedException e) {
                queue.failAll(e);
                goesOn = false;
            } catch (RuntimeException | Error e) {
                LOG.error("a turn of the device failed; every job fails", e);
                queue.failAll(e);
            }
        }
        List.copyOf(pictures).forEach(this::remove);
        residents.close();
    }

    private boolean turn() throws InterruptedException {
        removeEnded();
        residents.attend(queue.wanted(), drawing()).ifPresent(failed -> queue.failAll(failed.model(), failed.cause()));
        var shares = queue.awaitWork(pictures.stream().map(OnDevice::load).toList(), places(), residents);
        shares.ifPresent(all -> {
            all.forEach(share -> begin(share, false));
            removeEnded();
            if (!pictures.isEmpty()) {
                step(batch());
            }
        });
        return shares.isPresent();
    }

    private void removeEnded() {
        for (var picture : List.copyOf(pictures)) {
            if (picture.job().isPastDeadline()) {
                picture.job().end(new JobResult.Expired());
            }
            if (picture.job().result().isPresent()) {
                remove(picture);
            }
        }
    }

    private Set<String> drawing() {
        return pictures.stream().map(picture -> picture.job().spec().model()).collect(Collectors.toSet());
    }

    private Places places() {
        var places = new Places();
        for (var model : models.all()) {
            var info = model.info();
            places.add(info.id(), residents.takesPictures(info.id()) ? info.maxBatch() : 0);
        }
        pictures.forEach(picture -> places.take(picture.job()));
        return places;
    }

    private void begin(Share share, boolean alone) {
        var job = share.job();
        if (job.result().isPresent()) {
            return;
        }
        var start = clock.instant();
        job.begins(start);
        try (var _ = named(job)) {
            var drawings = job.model().begin(share.request());
            var began = clock.instant();
            for (int i = 0; i < drawings.size(); i++) {
                pictures.add(new OnDevice(job, share.from() + i, drawings.get(i), steps - 1, alone, began));
            }
            if (drawings.size() != share.count()) {
                throw new IllegalStateException("asked for " + share.count() + " drawings, the model "
                        + job.spec().model() + " began " + drawings.size());
            }
            OnDevice.prepared(share, drawings.getFirst().times(), start, began);
            for (var picture : pictures.subList(pictures.size() - share.count(), pictures.size())) {
                picture.begun(since(start).dividedBy(share.count()));
            }
        } catch (RuntimeException | Error e) {
            fail(job, e);
        }
    }

    private List<OnDevice> batch() {
        var inTurn = pictures.stream()
                .sorted(Comparator.comparingLong(OnDevice::steppedAt))
                .toList();
        var first = inTurn.getFirst();
        return inTurn.stream()
                .filter(picture -> picture.joins(first))
                .limit(first.model().info().maxBatch())
                .toList();
    }

    private void step(List<OnDevice> batch) {
        steps++;
        var model = batch.getFirst().model();
        var drawings = batch.stream().map(OnDevice::drawing).toList();
        var stepsBefore = drawings.stream().map(Drawing::stepsDone).toList();
        var start = clock.instant();
        try (var _ = named(batch)) {
            model.step(drawings);
        } catch (RuntimeException | Error e) {
            stepFailed(batch, e);
            return;
        }
        queue.stepped(batch.getFirst().load(), batch.size(), since(start));
        OnDevice.drawn(batch, clock.instant());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).stepped(steps);
            deliver(batch.get(i), stepsBefore.get(i));
        }
    }

    private void deliver(OnDevice picture, int stepsBefore) {
        var job = picture.job();
        if (job.result().isPresent()) {
            return;
        }
        var start = clock.instant();
        try (var _ = named(job)) {
            if (picture.drawing().stepsDone() <= stepsBefore) {
                throw new IllegalStateException(
                        "a step of the model " + job.spec().model() + " did not advance a drawing");
            }
            picture.deliver();
            picture.spentBesides(since(start));
        } catch (RuntimeException | Error e) {
            fail(job, e);
            return;
        }
        if (picture.drawing().isFinished()) {
            remove(picture);
            queue.spentBesides(Load.ofPicture(job), picture.spentBesides());
        }
    }

    private void stepFailed(List<OnDevice> batch, Throwable cause) {
        if (batch.size() == 1) {
            fail(batch.getFirst().job(), cause);
            return;
        }
        try (var _ = named(batch)) {
            LOG.warn("a step of {} pictures failed; drawing each of them alone", batch.size(), cause);
        }
        batch.forEach(this::remove);
        batch.forEach(picture -> begin(new Share(picture.job(), picture.index(), 1), true));
    }

    private void fail(LocalJob job, Throwable cause) {
        try (var _ = named(job)) {
            LOG.warn("job {} failed", job.spec().id(), cause);
        }
        job.end(new JobResult.Failed(cause));
        pictures.stream().filter(picture -> picture.job() == job).toList().forEach(this::remove);
    }

    private void remove(OnDevice picture) {
        pictures.remove(picture);
        try (var _ = named(picture.job())) {
            close(picture);
        }
    }

    private static void close(OnDevice picture) {
        try {
            picture.close();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "a drawing of job {} could not be closed",
                    picture.job().spec().id(),
                    e);
        }
    }

    /** Gives lines of the log, the model's too, the id of the job that they are about. */
    private static MDC.MDCCloseable named(LocalJob job) {
        return MDC.putCloseable("request", job.spec().id());
    }

    /** The same for all jobs of a batch. */
    private static MDC.MDCCloseable named(List<OnDevice> batch) {
        var first = batch.getFirst().job();
        return batch.stream().allMatch(picture -> picture.job() == first)
                ? named(first)
                : MDC.putCloseable(
                        "request",
                        batch.stream()
                                .map(picture -> picture.job().spec().id())
                                .distinct()
                                .collect(Collectors.joining(",")));
    }

    private Duration since(Instant start) {
        var took = Duration.between(start, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }
}
