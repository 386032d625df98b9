package io.lutra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.EngineException.OutOfMemory;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.testkit.FakeClock;
import io.lutra.testkit.StepModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that are loaded on demand, behind a real queue: two of three fit into memory. */
@Timeout(60)
class ResidentsTest {
    private static final long SIZE = 6000L << 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeClock clock = new FakeClock();
    private final AtomicInteger ids = new AtomicInteger();
    private final Resident ann = new Resident("ann");
    private final Resident bob = new Resident("bob");
    private final Resident cat = new Resident("cat");
    private ModelRegistry registry;
    private LocalQueue queue;

    /** A model that notes how often it was loaded. */
    private static final class Resident {
        private final StepModel model;
        private final OnDemandModel onDemand;
        private final AtomicInteger loads = new AtomicInteger();
        private volatile Runnable beforeLoading = () -> {};

        private Resident(String id) {
            model = new StepModel(id, 4);
            onDemand = new OnDemandModel(model.info(), SIZE, () -> {
                loads.incrementAndGet();
                beforeLoading.run();
                return model;
            });
        }
    }

    @BeforeEach
    void openQueue() {
        registry = new ModelRegistry(List.of(ann.onDemand, bob.onDemand, cat.onDemand), 2 * SIZE);
        queue = LocalQueue.start(registry, new QueueLimits(40, 40), clock);
    }

    @AfterEach
    void leavesNothingBehind() {
        queue.close();
        registry.close();
        for (var resident : List.of(ann, bob, cat)) {
            assertThat(resident.model.live()).isZero();
            assertThat(resident.model.violations()).isEmpty();
            assertThat(resident.onDemand.isLoaded()).isFalse();
        }
    }

    @Test
    void loadsAModelWhenItIsFirstAskedForAndOnce() throws InterruptedException {
        assertThat(ann.onDemand.isLoaded()).isFalse();

        draw("ann");
        draw("ann");

        assertThat(ann.loads).hasValue(1);
        assertThat(bob.loads).hasValue(0);
    }

    @Test
    void givesBackTheOneUsedLeastRecently() throws InterruptedException {
        draw("ann");
        clock.advance(LONG);
        draw("bob");
        clock.advance(LONG);
        draw("ann");
        clock.advance(LONG);

        draw("cat");

        assertThat(ann.onDemand.isLoaded()).isTrue();
        assertThat(bob.onDemand.isLoaded()).isFalse();
        assertThat(cat.onDemand.isLoaded()).isTrue();
        draw("bob");
        assertThat(bob.loads).hasValue(2);
        assertThat(ann.onDemand.isLoaded()).isFalse();
    }

    @Test
    void drawsWithOneModelWhileAnotherIsBeingLoaded() throws InterruptedException {
        draw("ann");
        var mayGoOn = new CountDownLatch(1);
        bob.beforeLoading = () -> pass(mayGoOn);
        var waiting = accepted("bob");
        await().untilAtomic(bob.loads, org.hamcrest.Matchers.is(1));

        draw("ann");

        assertThat(waiting.result()).isEmpty();
        mayGoOn.countDown();
        assertThat(result(waiting)).isInstanceOf(JobResult.Succeeded.class);
    }

    @Test
    void letsAModelFinishItsPicturesBeforeItGoes() throws InterruptedException {
        draw("bob");
        clock.advance(LONG);
        ann.model.gate().shut();
        var running = accepted("ann");
        ann.model.gate().awaitWaiting();
        bob.model.gate().shut();
        var alsoRunning = accepted("bob");
        clock.advance(LONG);
        var wanted = accepted("cat");
        ann.model.gate().open();
        bob.model.gate().open();

        assertThat(result(wanted)).isInstanceOf(JobResult.Succeeded.class);
        assertThat(result(running)).isInstanceOf(JobResult.Succeeded.class);
        assertThat(result(alsoRunning)).isInstanceOf(JobResult.Succeeded.class);
    }

    @Test
    void doesNotSwapModelsPictureByPicture() throws InterruptedException {
        draw("cat");
        var jobs = new ArrayList<Job>();
        for (int i = 0; i < 8; i++) {
            jobs.add(accepted("ann"));
            jobs.add(accepted("bob"));
            jobs.add(accepted("cat"));
        }

        for (var job : jobs) {
            assertThat(result(job)).isInstanceOf(JobResult.Succeeded.class);
        }

        assertThat(ann.loads.get() + bob.loads.get() + cat.loads.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void tellsWhoCannotWaitForALoadAndLoadsForTheNextTry() throws InterruptedException {
        var refused = queue.submit(spec("ann", Duration.ofSeconds(5)));

        assertThat(refused).isInstanceOf(Admission.ModelLoading.class);
        assertThat(((Admission.ModelLoading) refused).retryAfter()).isGreaterThan(Duration.ofSeconds(5));
        await().until(ann.onDemand::isLoaded);
        assertThat(queue.submit(spec("ann", Duration.ofSeconds(5)))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void failsTheJobsOfAModelThatCannotBeLoadedAndTriesAgainForTheNext() throws InterruptedException {
        ann.beforeLoading = () -> {
            throw new BadWeights("the file is gone");
        };
        var failed = accepted("ann");

        assertThat(result(failed))
                .isInstanceOfSatisfying(
                        JobResult.Failed.class, end -> assertThat(end.cause()).hasMessage("the file is gone"));
        draw("bob");
        ann.beforeLoading = () -> {};
        draw("ann");
    }

    @Test
    void takesNoModelThatWouldNeverFit() {
        assertThatThrownBy(() -> new ModelRegistry(List.of(ann.onDemand), SIZE - 1))
                .isInstanceOf(OutOfMemory.class)
                .hasMessageContaining("ann")
                .hasMessageContaining("6000 MB");
    }

    private void draw(String model) throws InterruptedException {
        var job = accepted(model);
        var result = result(job);
        assertThat(result).isInstanceOf(JobResult.Succeeded.class);
        var picture = ((JobResult.Succeeded) result).pictures().getFirst();
        assertThat(picture.raster().argb())
                .isEqualTo(
                        StepModel.expected(job.spec().request(), picture.seed()).argb());
    }

    private Job accepted(String model) {
        var admission = queue.submit(spec(model, Duration.ofHours(1)));
        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        return ((Admission.Accepted) admission).job();
    }

    private JobSpec spec(String model, Duration patience) {
        PictureRequest request = new Generation("otter", new Output(16, 16, 1, 7), new Settings(4, 7.5, ""));
        return new JobSpec(
                "job-" + ids.incrementAndGet(),
                "owner",
                model,
                request,
                clock.instant().plus(patience));
    }

    private static JobResult result(Job job) throws InterruptedException {
        try (var watch = job.watch(new CancelSignal())) {
            return watch.await();
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
