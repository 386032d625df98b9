package io.lutra.jobs;

import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of one process: jobs wait in memory, one platform thread draws them all. Borrows the models, which nobody else
 * may use between {@link #start} and the end of {@link #close}.
 */
public final class LocalQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(LocalQueue.class);

    /** The least time to wait before trying again, and the unit of what is told. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How long {@link #close} waits for the step that is running; steps take seconds at most. */
    private static final Duration LAST_STEP = Duration.ofSeconds(60);

    private final ModelRegistry models;
    private final QueueLimits limits;
    private final InstantSource clock;
    private final QueueObserver observer;
    private final Thread thread;

    /** Guards every field below. Taken before a job's lock, never after. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final WaitingLine line = new WaitingLine();
    private final Pace pace = new Pace();
    private final Tally tally = new Tally();
    private final Set<LocalJob> unfinished = new LinkedHashSet<>();
    /** Models that were asked for by jobs that could not wait for them. */
    private final Set<String> asked = new LinkedHashSet<>();

    private List<Load> onDevice = List.of();
    private boolean modelsChanged;
    private boolean accepting = true;
    private boolean stopped;

    private LocalQueue(ModelRegistry models, QueueLimits limits, InstantSource clock, QueueObserver observer) {
        this.models = models;
        this.limits = limits;
        this.clock = clock;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("lutra-device").daemon().unstarted(new Device(this, models, clock));
    }

    /** A queue whose device thread runs. */
    public static LocalQueue start(ModelRegistry models, QueueLimits limits, InstantSource clock) {
        return start(models, limits, clock, QueueObserver.NONE);
    }

    /** A queue whose device thread runs, and whose doings somebody is told of. */
    public static LocalQueue start(
            ModelRegistry models, QueueLimits limits, InstantSource clock, QueueObserver observer) {
        var queue = new LocalQueue(models, limits, clock, observer);
        queue.thread.start();
        return queue;
    }

    @Override
    public Admission submit(JobSpec spec) {
        var admission = tryAdmit(spec);
        if (!(admission instanceof Admission.Accepted)) {
            observer.refused(spec, admission);
        }
        return admission;
    }

    private Admission tryAdmit(JobSpec spec) {
        var model = models.find(spec.model());
        lock.lock();
        try {
            var admission = model.isEmpty()
                    ? new Admission.UnknownModel(spec.model())
                    : admit(new LocalJob(spec, model.get(), this, clock));
            if (admission instanceof Admission.Accepted) {
                work.signal();
            } else {
                tally.refused();
            }
            return admission;
        } finally {
            lock.unlock();
        }
    }

    private Admission admit(LocalJob job) {
        var spec = job.spec();
        if (!accepting) {
            return new Admission.Closed(SECOND);
        }
        int waiting = line.pictures();
        int excess = waiting + spec.pictures() - limits.pictures();
        if (waiting > 0 && excess > 0) {
            return new Admission.QueueFull(toTell(timeOfAny(excess)));
        }
        int own = line.pictures(spec.owner());
        int ownExcess = own + spec.pictures() - limits.picturesOfOwner();
        if (own > 0 && ownExcess > 0) {
            return new Admission.OwnerFull(toTell(timeOfOwn(ownExcess)));
        }
        var one = Load.ofPicture(job);
        var drawing = timeOfOwn(own + spec.pictures()).plus(pace.of(one).multipliedBy(spec.pictures()));
        var loading = timeToLoad(job.model());
        var estimate = drawing.plus(loading);
        var left = Duration.between(clock.instant(), spec.deadline());
        if (estimate.compareTo(left) > 0 && drawing.compareTo(left) <= 0) {
            asked.add(spec.model());
            work.signal();
            return new Admission.ModelLoading(spec.model(), toTell(loading));
        }
        if (!left.isPositive() || estimate.compareTo(left) > 0) {
            return new Admission.DeadlineTooSoon(estimate, toTell(estimate.minus(left)));
        }
        line.add(job);
        unfinished.add(job);
        return new Admission.Accepted(job);
    }

    private static boolean isInMemory(ImageModel model) {
        return !(model instanceof OnDemandModel onDemand) || onDemand.isLoaded();
    }

    private static Duration timeToLoad(ImageModel model) {
        return model instanceof OnDemandModel onDemand && !isInMemory(model) ? onDemand.expected() : Duration.ZERO;
    }

    /** Estimate until {@code pictures} pictures, whosesoever, have left the line. */
    private Duration timeOfAny(int pictures) {
        var all = line.before(limits.pictures());
        return time(all).multipliedBy(Math.min(pictures, all.size())).dividedBy(Math.max(1, all.size()));
    }

    /** Estimate until an owner's next {@code pictures} waiting pictures have left the line. */
    private Duration timeOfOwn(int pictures) {
        return time(line.before(pictures)).plus(time(onDevice));
    }

    private Duration time(List<Load> loads) {
        return loads.stream().map(pace::of).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration toTell(Duration estimate) {
        return estimate.compareTo(SECOND) < 0 ? SECOND : estimate;
    }

    @Override
    public QueueStats stats() {
        lock.lock();
        try {
            return new QueueStats(
                    line.untouchedJobs(),
                    line.pictures(),
                    onDevice.size(),
                    limits.pictures(),
                    timeOfOwn(1),
                    pace.step(),
                    pace.batch(),
                    tally.ended());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drain(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            accepting = false;
            long left = atMost.toNanos();
            while (!isIdle() && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
            close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            accepting = false;
            stopped = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        endAll(new JobResult.ShutDown(), job -> true);
        join();
    }

    /** Fails every job that has not ended. */
    void failAll(Throwable cause) {
        endAll(new JobResult.Failed(cause), job -> true);
    }

    /** Fails every job of a model that has not ended. */
    void failAll(String model, Throwable cause) {
        endAll(new JobResult.Failed(cause), job -> job.spec().model().equals(model));
    }

    private void endAll(JobResult how, Predicate<LocalJob> which) {
        List<LocalJob> all;
        lock.lock();
        try {
            all = unfinished.stream().filter(which).toList();
        } finally {
            lock.unlock();
        }
        all.forEach(job -> job.end(how));
    }

    private void join() {
        try {
            if (!thread.join(LAST_STEP)) {
                LOG.error("the device is still busy with one step after {}; leaving it", LAST_STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until there is something to draw.
     *
     * @param drawing what is on the device; if nothing is, waits for a job
     * @param places where more may go; filled
     * @param residents the models in memory
     * @return the pictures to begin, none if only models are to be seen to; or empty when the device is to stop
     */
    Optional<List<Share>> awaitWork(List<Load> drawing, Places places, Residents residents)
            throws InterruptedException {
        endExpired();
        lock.lock();
        try {
            onDevice = drawing;
            while (!stopped) {
                var shares = line.allot(places);
                if (!shares.isEmpty() || !drawing.isEmpty() || modelsChanged || isModelMissing(residents)) {
                    modelsChanged = false;
                    onDevice = with(drawing, shares);
                    return Optional.of(shares);
                }
                idle.signalAll();
                work.await();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isModelMissing(Residents residents) {
        return !residents.isLoading() && models().stream().anyMatch(model -> !residents.isInMemory(model));
    }

    /** Models that something waits for, the most urgent first. */
    List<String> wanted() {
        lock.lock();
        try {
            return models();
        } finally {
            lock.unlock();
        }
    }

    private List<String> models() {
        var models = new LinkedHashSet<String>();
        unfinished.forEach(job -> models.add(job.spec().model()));
        asked.stream()
                .filter(id ->
                        this.models.find(id).filter(model -> !isInMemory(model)).isPresent())
                .forEach(models::add);
        return List.copyOf(models);
    }

    /** Wakes the device: a model was loaded, or could not be. */
    void modelsChanged() {
        lock.lock();
        try {
            modelsChanged = true;
            asked.clear();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private void endExpired() {
        List<LocalJob> expired;
        lock.lock();
        try {
            expired = line.jobs(LocalJob::isPastDeadline);
        } finally {
            lock.unlock();
        }
        expired.forEach(job -> job.end(new JobResult.Expired()));
    }

    private static List<Load> with(List<Load> drawing, List<Share> shares) {
        var all = new ArrayList<>(drawing);
        shares.forEach(share -> all.addAll(Collections.nCopies(share.count(), Load.ofPicture(share.job()))));
        return all;
    }

    private boolean isIdle() {
        return line.pictures() == 0 && onDevice.isEmpty();
    }

    /** Called by a job when it ended. */
    void ended(LocalJob job, JobResult how) {
        lock.lock();
        try {
            unfinished.remove(job);
            line.remove(job);
            tally.ended(how);
        } finally {
            lock.unlock();
        }
        observer.ended(job.spec(), how);
    }

    QueueObserver observer() {
        return observer;
    }

    int ahead(LocalJob job) {
        lock.lock();
        try {
            return line.ahead(job);
        } finally {
            lock.unlock();
        }
    }

    void stepped(Load one, int pictures, Duration took) {
        lock.lock();
        try {
            pace.stepped(one, pictures, took);
        } finally {
            lock.unlock();
        }
        observer.stepped(one.model(), pictures, took);
    }

    void spentBesides(Load one, Duration took) {
        lock.lock();
        try {
            pace.spentBesides(one, took);
        } finally {
            lock.unlock();
        }
    }
}
