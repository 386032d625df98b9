package io.lutra.jobs;

import io.lutra.engine.ImageModel;
import io.lutra.imaging.Raster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A job of a {@link LocalQueue}. Its lock guards every field that is not final; it is never held while calling out. */
final class LocalJob implements Job {
    private final JobSpec spec;
    private final ImageModel model;
    private final LocalQueue queue;
    private final InstantSource clock;
    private final Instant submitted;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Previews and finished pictures in the order in which they came. */
    private final List<JobEvent> log = new ArrayList<>();

    private final List<Stage> stages = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final int[] steps;
    private final int[] stepsDone;
    private int advances;
    private int watches;
    private @Nullable Instant begun;
    private @Nullable JobResult result;

    LocalJob(JobSpec spec, ImageModel model, LocalQueue queue, InstantSource clock) {
        this.spec = spec;
        this.model = model;
        this.queue = queue;
        this.clock = clock;
        submitted = clock.instant();
        steps = new int[spec.pictures()];
        stepsDone = new int[spec.pictures()];
        Arrays.fill(steps, spec.request().settings().steps());
    }

    @Override
    public JobSpec spec() {
        return spec;
    }

    ImageModel model() {
        return model;
    }

    @Override
    public Progress progress() {
        int ahead = queue.ahead(this);
        lock.lock();
        try {
            return new Progress(
                    ahead, Arrays.stream(stepsDone).sum(), Arrays.stream(steps).sum());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Stage> stages() {
        lock.lock();
        try {
            return List.copyOf(stages);
        } finally {
            lock.unlock();
        }
    }

    /** Notes what it went through. */
    void went(Stage stage) {
        lock.lock();
        try {
            stages.add(stage);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<JobResult> result() {
        lock.lock();
        try {
            return Optional.ofNullable(result);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Watch watch(CancelSignal signal) {
        lock.lock();
        try {
            watches++;
        } finally {
            lock.unlock();
        }
        return new LocalWatch(signal);
    }

    @Override
    public void cancel() {
        end(new JobResult.Cancelled());
    }

    boolean isPastDeadline() {
        return !clock.instant().isBefore(spec.deadline());
    }

    /** A picture is about to be begun. */
    void begins(Instant now) {
        lock.lock();
        try {
            if (begun != null) {
                return;
            }
            begun = now;
            stages.add(waitedUntil(now));
        } finally {
            lock.unlock();
        }
        queue.observer().begun(spec, notNegative(Duration.between(submitted, now)));
    }

    private Stage waitedUntil(Instant now) {
        return new Stage(
                Stage.Kind.QUEUE, 0, spec.pictures(), submitted, notNegative(Duration.between(submitted, now)));
    }

    /** A clock may be set back. */
    private static Duration notNegative(Duration measured) {
        return measured.isNegative() ? Duration.ZERO : measured;
    }

    /** A picture was begun, for the first time or again. */
    void began(int index, int itsSteps) {
        lock.lock();
        try {
            steps[index] = itsSteps;
            stepsDone[index] = 0;
        } finally {
            lock.unlock();
        }
    }

    void advanced(int index, int itsStepsDone) {
        lock.lock();
        try {
            stepsDone[index] = itsStepsDone;
            advances++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands over a preview; one that was handed over already, before its picture was begun again, is left out. */
    void previewed(int index, int ordinal, Raster preview) {
        lock.lock();
        try {
            if (log.stream().noneMatch(event -> isPreview(event, index, ordinal))) {
                log.add(new JobEvent.Previewed(index, ordinal, preview));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isPreview(JobEvent event, int index, int ordinal) {
        return event instanceof JobEvent.Previewed known && known.index() == index && known.ordinal() == ordinal;
    }

    /** Hands over a picture; the last one ends the job. */
    void finished(Picture picture) {
        JobResult all = null;
        lock.lock();
        try {
            pictures.add(picture);
            log.add(new JobEvent.Finished(picture));
            changed.signalAll();
            if (pictures.size() == spec.pictures()) {
                pictures.sort(Comparator.comparingInt(Picture::index));
                all = new JobResult.Succeeded(pictures, timing());
            }
        } finally {
            lock.unlock();
        }
        queue.observer().drawn(spec);
        if (all != null) {
            end(all);
        }
    }

    /** Ends the job, unless it has ended. */
    void end(JobResult how) {
        lock.lock();
        try {
            if (result != null) {
                return;
            }
            result = how;
            if (begun == null) {
                stages.add(waitedUntil(clock.instant()));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        queue.ended(this, how);
    }

    private JobResult.Timing timing() {
        var from = begun == null ? submitted : begun;
        return new JobResult.Timing(Duration.between(submitted, from), Duration.between(from, clock.instant()));
    }

    private void left() {
        boolean abandoned;
        lock.lock();
        try {
            watches--;
            abandoned = watches == 0 && result == null && spec.whenAbandoned() == JobSpec.Abandonment.CANCEL;
            if (watches == 0 && result != null) {
                // Whoever comes later has the pictures; what they looked like on the way would only take memory.
                log.removeIf(event -> event instanceof JobEvent.Previewed);
            }
        } finally {
            lock.unlock();
        }
        if (abandoned) {
            cancel();
        }
    }

    /** A place in the log. The job's lock guards its fields. */
    private final class LocalWatch implements Watch {
        private final CancelSignal.Registration registration;
        private int read;
        private int advancesSeen;
        private boolean closed;

        private LocalWatch(CancelSignal signal) {
            registration = signal.whenCancelled(this::leave);
        }

        @Override
        public JobEvent next() throws InterruptedException {
            while (true) {
                lock.lockInterruptibly();
                try {
                    if (closed) {
                        return new JobEvent.Ended(new JobResult.Cancelled());
                    }
                    if (read < log.size()) {
                        return log.get(read++);
                    }
                    if (result != null) {
                        return new JobEvent.Ended(result);
                    }
                    if (advancesSeen < advances) {
                        advancesSeen = advances;
                        break;
                    }
                    long nanos =
                            Duration.between(clock.instant(), spec.deadline()).toNanos();
                    if (nanos > 0) {
                        var _ = changed.awaitNanos(nanos);
                        continue;
                    }
                } finally {
                    lock.unlock();
                }
                end(new JobResult.Expired());
            }
            return new JobEvent.Progressed(progress());
        }

        @Override
        public void close() {
            registration.close();
            leave();
        }

        private void leave() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            left();
        }
    }
}
