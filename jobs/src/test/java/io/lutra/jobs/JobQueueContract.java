package io.lutra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.ModelRegistry;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.testkit.FakeClock;
import io.lutra.testkit.StepModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every queue must do. A test of an implementation extends this. */
@Timeout(60)
abstract class JobQueueContract {
    private static final int BATCH = 4;
    private static final int STEPS = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StepModel model = new StepModel("fake", BATCH);
    private final StepModel other = new StepModel("other", 1);
    private final FakeClock clock = new FakeClock();
    private final AtomicInteger ids = new AtomicInteger();
    private JobQueue queue;

    /** A queue over these models with these limits, on this clock. */
    abstract JobQueue open(ModelRegistry models, QueueLimits limits, FakeClock clock);

    @BeforeEach
    void openQueue() {
        queue = open(new ModelRegistry(List.of(model, other)), new QueueLimits(40, 20), clock);
    }

    @AfterEach
    void leavesNothingBehind() {
        model.gate().open();
        other.gate().open();
        queue.close();
        assertThat(model.live()).isZero();
        assertThat(other.live()).isZero();
        assertThat(queue.stats().waitingPictures()).isZero();
        assertThat(model.violations()).isEmpty();
        assertThat(other.violations()).isEmpty();
    }

    @Test
    void drawsEveryPictureWithItsOwnSeed() throws InterruptedException {
        var job = accepted(spec("ann", request("otter", 3, 70)));

        var pictures = succeeded(job).pictures();

        assertThat(pictures).extracting(Picture::index).containsExactly(0, 1, 2);
        assertThat(pictures).extracting(Picture::seed).containsExactly(70L, 71L, 72L);
        for (var picture : pictures) {
            var expected = StepModel.expected(job.spec().request(), picture.seed());
            assertThat(picture.raster().argb()).isEqualTo(expected.argb());
        }
    }

    @Test
    void drawsEditsAndVariationsToo() throws InterruptedException {
        var image = StepModel.expected(request("base", 1, 0), 0);
        var output = new Output(image.width(), image.height(), 2, 5);
        var edit = new PictureRequest.Edit(image, image, "hat", output, settings());
        var variation = new PictureRequest.Variation(image, 0.5, output, settings());

        var edited = succeeded(accepted(spec("ann", edit)));
        var varied = succeeded(accepted(spec("ann", variation)));

        assertThat(edited.pictures().get(1).raster().argb())
                .isEqualTo(StepModel.expected(edit, 6).argb());
        assertThat(varied.pictures().get(1).raster().argb())
                .isEqualTo(StepModel.expected(variation, 6).argb());
    }

    @Test
    void drawsTheSameWithTheLastSeedOfAllWhichWrapsAround() throws InterruptedException {
        var job = accepted(spec("ann", request("otter", 2 * BATCH, Output.MAX_SEED)));

        assertThat(succeeded(job).pictures())
                .extracting(Picture::seed)
                .startsWith(Output.MAX_SEED, 0L, 1L)
                .endsWith(2L * BATCH - 2);
    }

    @Test
    void batchesThePicturesOfOneRequest() throws InterruptedException {
        succeeded(accepted(spec("ann", request("otter", BATCH, 0))));

        assertThat(model.batches()).hasSize(STEPS).allMatch(batch -> batch.size() == BATCH);
        assertThat(model.begun()).hasSize(1);
    }

    @Test
    void handsOverEveryPictureAsSoonAsItIsDone() throws InterruptedException {
        other.gate().shut();
        other.gate().allow(STEPS);
        try (var watch = accepted(spec("ann", "other", request("otter", 2, 7))).watch(new CancelSignal())) {
            var finished = new ArrayList<Picture>();
            while (finished.isEmpty()) {
                if (watch.next() instanceof JobEvent.Finished(Picture picture)) {
                    finished.add(picture);
                }
            }

            assertThat(finished.getFirst().seed()).isEqualTo(7);
            other.gate().open();
            assertThat(watch.await()).isInstanceOf(JobResult.Succeeded.class);
        }
    }

    @Test
    void letsAJobJoinTheBatchOfARunningOne() throws InterruptedException {
        model.gate().shut();
        var first = accepted(spec("ann", request("otter", 1, 1)));
        model.gate().awaitWaiting();
        var second = accepted(spec("bob", request("cat", 1, 2)));
        model.gate().open();

        succeeded(first);
        succeeded(second);

        assertThat(model.batches()).contains(List.of(1L, 2L));
        assertThat(model.batches()).hasSize(STEPS + 1);
    }

    @Test
    void letsBatchesThatDoNotJoinTakeTurns() throws InterruptedException {
        model.gate().shut();
        var small = accepted(spec("ann", request("otter", 1, 1)));
        model.gate().awaitWaiting();
        var large = accepted(spec("bob", sized(32, 2)));
        model.gate().open();

        succeeded(small);
        succeeded(large);

        assertThat(model.batches())
                .startsWith(List.of(1L), List.of(2L), List.of(1L), List.of(2L))
                .allMatch(batch -> batch.size() == 1);
    }

    @Test
    void doesNotStarveALongPictureByAStreamOfShortOnes() throws InterruptedException {
        model.gate().shut();
        other.gate().shut();
        var slow = accepted(spec("ann", request("otter", 1, 1)));
        model.gate().awaitWaiting();
        var quick = new Generation("cat", new Output(16, 16, 10, 0), settings().withSteps(1));
        accepted(spec("bob", "other", quick));
        other.gate().allow(STEPS);
        model.gate().open();

        assertThat(succeeded(slow).pictures()).hasSize(1);
    }

    @Test
    void reportsProgressUpToTheLastStep() throws InterruptedException {
        model.gate().shut();
        try (var watch = accepted(spec("ann", request("otter", 2, 0))).watch(new CancelSignal())) {
            var seen = new ArrayList<Integer>();
            for (int step = 1; step < STEPS; step++) {
                model.gate().awaitWaiting();
                model.gate().allow(1);
                int done = 2 * step;
                while (seen.isEmpty() || seen.getLast() < done) {
                    var progress = ((JobEvent.Progressed) watch.next()).progress();
                    assertThat(progress.steps()).isEqualTo(2 * STEPS);
                    seen.add(progress.stepsDone());
                }
            }
            assertThat(seen).isSorted().endsWith(2 * STEPS - 2);
        }
    }

    @Test
    void saysHowManyPicturesAreAhead() {
        model.gate().shut();
        accepted(spec("ann", request("otter", BATCH, 0)));
        model.gate().awaitWaiting();
        accepted(spec("ann", request("otter", 10, 0)));
        var job = accepted(spec("bob", request("cat", 2, 0)));
        var last = accepted(spec("ann", request("otter", 1, 0)));

        assertThat(job.progress().picturesAhead()).isEqualTo(2);
        assertThat(last.progress().picturesAhead()).isEqualTo(12);
    }

    @Test
    void makesAsManyPreviewsAsAskedFor() throws InterruptedException {
        var request = request("otter", 2, 0);
        var job = accepted(
                new JobSpec("p", "ann", "fake", request, clock.instant().plus(MINUTE), 3, JobSpec.Abandonment.CANCEL));
        var previews = new ArrayList<JobEvent.Previewed>();
        var finishedBefore = new HashSet<Integer>();
        try (var watch = job.watch(new CancelSignal())) {
            JobEvent event = watch.next();
            while (!(event instanceof JobEvent.Ended)) {
                if (event instanceof JobEvent.Previewed preview) {
                    assertThat(finishedBefore).doesNotContain(preview.index());
                    previews.add(preview);
                } else if (event instanceof JobEvent.Finished(Picture picture)) {
                    finishedBefore.add(picture.index());
                }
                event = watch.next();
            }
        }

        assertThat(previews.stream().filter(p -> p.index() == 0).map(JobEvent.Previewed::ordinal))
                .containsExactly(0, 1, 2);
        assertThat(previews.stream().filter(p -> p.index() == 1).map(JobEvent.Previewed::ordinal))
                .containsExactly(0, 1, 2);
        assertThat(previews.stream().map(p -> p.preview().argb()[0]).distinct()).hasSize(6);
    }

    @Test
    void doesNotLetOneOwnersHeapDelayAnothersPictureByMoreThanABatch() throws InterruptedException {
        model.gate().shut();
        for (int i = 0; i < 2; i++) {
            accepted(spec("ann", request("otter", 10, 0)));
        }
        model.gate().awaitWaiting();
        var single = accepted(spec("bob", request("cat", 1, 999)));
        model.gate().open();

        succeeded(single);

        assertThat(model.batches().stream()
                        .takeWhile(batch -> !batch.contains(999L))
                        .count())
                .isLessThanOrEqualTo(STEPS);
    }

    @Test
    void sharesTheDeviceEquallyBetweenOwners() throws InterruptedException {
        model.gate().shut();
        accepted(spec("blocker", request("x", BATCH, 500)));
        model.gate().awaitWaiting();
        var ann = accepted(spec("ann", request("otter", 10, 0)));
        var bob = accepted(spec("bob", request("cat", 10, 100)));
        model.gate().open();

        succeeded(ann);
        succeeded(bob);

        var shared = model.batches().get(STEPS);
        assertThat(shared.stream().filter(seed -> seed < 100)).hasSize(BATCH / 2);
        assertThat(shared.stream().filter(seed -> seed >= 100)).hasSize(BATCH / 2);
    }

    @Test
    void doesNotHoldUpAnotherModelBehindABusyOne() throws InterruptedException {
        model.gate().shut();
        accepted(spec("ann", request("otter", 10, 0)));
        model.gate().awaitWaiting();
        var job = accepted(spec("ann", "other", request("cat", 1, 0)));
        model.gate().allow(1 + STEPS);

        assertThat(succeeded(job).pictures()).hasSize(1);
    }

    @Test
    void refusesAModelThatIsNotLoaded() {
        assertThat(queue.submit(spec("ann", "gone", request("otter", 1, 0))))
                .isEqualTo(new Admission.UnknownModel("gone"));
    }

    @Test
    void refusesMoreThanItsBoundAndSaysWhenToComeBack() throws InterruptedException {
        measureSteps(Duration.ofSeconds(2));
        model.gate().shut();
        accepted(spec("blocker", request("x", BATCH, 0)));
        model.gate().awaitWaiting();
        accepted(spec("ann", request("otter", 20, 0)));
        accepted(spec("bob", request("otter", 20, 0)));

        // A step of four took 2 s: half a second a picture and step, 2 s a picture.
        assertThat(queue.submit(spec("eve", request("cat", 10, 0))))
                .isEqualTo(new Admission.QueueFull(Duration.ofSeconds(20)));
        assertThat(queue.stats().waitingPictures()).isEqualTo(40);
        assertThat(queue.stats().ended().refused()).isEqualTo(1);
    }

    @Test
    void refusesMoreThanAnOwnersShareWhileOthersAreLetIn() {
        model.gate().shut();
        accepted(spec("blocker", request("x", BATCH, 0)));
        model.gate().awaitWaiting();
        accepted(spec("ann", request("otter", 20, 0)));

        assertThat(queue.submit(spec("ann", request("cat", 1, 0)))).isInstanceOf(Admission.OwnerFull.class);
        accepted(spec("bob", request("cat", 1, 0)));
    }

    @Test
    void letsARequestLargerThanTheBoundsInWhenNothingWaits() throws InterruptedException {
        assertThat(succeeded(accepted(spec("ann", request("otter", 60, 0)))).pictures())
                .hasSize(60);
    }

    @Test
    void refusesAJobThatCannotBeDoneByItsDeadline() throws InterruptedException {
        measureSteps(Duration.ofSeconds(2));
        var soon = clock.instant().plusSeconds(7);

        var four = queue.submit(new JobSpec("a", "ann", "fake", request("otter", 4, 0), soon));
        var three = queue.submit(new JobSpec("b", "ann", "fake", request("otter", 3, 0), soon));

        assertThat(four).isEqualTo(new Admission.DeadlineTooSoon(Duration.ofSeconds(8), Duration.ofSeconds(1)));
        assertThat(three).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void refusesAJobWhoseDeadlineHasPassed() {
        assertThat(queue.submit(new JobSpec("a", "ann", "fake", request("otter", 1, 0), clock.instant())))
                .isInstanceOf(Admission.DeadlineTooSoon.class);
    }

    @Test
    void neverBeginsAJobThatWasCancelledWhileWaiting() throws InterruptedException {
        model.gate().shut();
        var first = accepted(spec("ann", request("otter", BATCH, 0)));
        model.gate().awaitWaiting();
        var cancelled = accepted(spec("ann", request("gone", 1, 0)));

        cancelled.cancel();
        model.gate().open();
        succeeded(first);
        succeeded(accepted(spec("ann", request("after", 1, 0))));

        assertThat(cancelled.result()).contains(new JobResult.Cancelled());
        assertThat(model.begun()).noneMatch(request -> promptOf(request).equals("gone"));
        assertThat(queue.stats().waitingPictures()).isZero();
    }

    @Test
    void takesACancelledJobOffTheDeviceAtTheNextStepAndLeavesTheOthersOfItsBatchAlone() throws InterruptedException {
        model.gate().shut();
        accepted(spec("blocker", request("x", 1, 9)));
        model.gate().awaitWaiting();
        var cancelled = accepted(spec("ann", request("otter", 1, 1)));
        var stays = accepted(spec("bob", request("cat", 1, 2)));
        model.gate().allow(1);
        await().until(() -> model.batches().stream().anyMatch(batch -> batch.containsAll(List.of(9L, 1L, 2L))));

        cancelled.cancel();
        model.gate().open();
        succeeded(stays);

        assertThat(model.batches().stream().filter(batch -> batch.contains(1L))).hasSize(1);
    }

    @Test
    void cancelsAJobWhoseLastWatcherLeaves() throws InterruptedException {
        model.gate().shut();
        var job = accepted(spec("ann", request("otter", 1, 0)));
        var one = job.watch(new CancelSignal());
        var two = job.watch(new CancelSignal());

        one.close();
        assertThat(job.result()).isEmpty();
        assertThat(one.await()).isEqualTo(new JobResult.Cancelled());
        two.close();
        two.close();

        assertThat(job.result()).contains(new JobResult.Cancelled());
    }

    @Test
    void finishesAnAbandonedJobThatIsToBeFinished() throws InterruptedException {
        model.gate().shut();
        var job = accepted(new JobSpec(
                "f",
                "ann",
                "fake",
                request("otter", 1, 0),
                clock.instant().plus(MINUTE),
                0,
                JobSpec.Abandonment.FINISH));
        job.watch(new CancelSignal()).close();
        model.gate().open();

        assertThat(succeeded(job).pictures()).hasSize(1);
    }

    @Test
    void letsAWatcherGoAtOnceWhenItsSignalIsCancelledWhateverTheDeviceDoes() throws Exception {
        model.gate().shut();
        var signal = new CancelSignal();
        var job = accepted(spec("ann", request("otter", 1, 0)));
        model.gate().awaitWaiting();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var watch = job.watch(signal)) {
            Future<JobResult> result = threads.submit((Callable<JobResult>) watch::await);

            signal.cancel();

            assertThat(result.get()).isEqualTo(new JobResult.Cancelled());
            assertThat(model.live()).isEqualTo(1);
        }
        model.gate().open();
        await().until(() -> model.live() == 0);
        assertThat(model.batches()).hasSize(1);
    }

    @Test
    void endsAJobThatWaitedPastItsDeadline() throws InterruptedException {
        model.gate().shut();
        var first = accepted(spec("ann", request("otter", BATCH, 0)));
        model.gate().awaitWaiting();
        var late = accepted(new JobSpec(
                "l", "ann", "fake", request("late", 1, 0), clock.instant().plusSeconds(5)));

        clock.advance(Duration.ofSeconds(5));
        model.gate().open();
        succeeded(first);

        assertThat(result(late)).isEqualTo(new JobResult.Expired());
        assertThat(model.begun()).hasSize(1);
    }

    @Test
    void takesAJobPastItsDeadlineOffTheDevice() throws InterruptedException {
        model.gate().shut();
        var job = accepted(new JobSpec(
                "l", "ann", "fake", request("late", 1, 0), clock.instant().plusSeconds(5)));
        model.gate().awaitWaiting();

        clock.advance(Duration.ofSeconds(6));
        model.gate().open();

        await().until(() -> job.result().isPresent());
        assertThat(job.result()).contains(new JobResult.Expired());
        assertThat(model.batches()).hasSize(1);
    }

    @Test
    void failsTheJobThatTheModelRefusesToBegin() throws InterruptedException {
        var refusal = new IllegalArgumentException("no");
        model.beforeBegin(request -> {
            if (promptOf(request).equals("bad")) {
                throw refusal;
            }
        });

        var bad = accepted(spec("ann", request("bad", 2, 0)));
        var good = accepted(spec("bob", request("good", 1, 0)));

        assertThat(result(bad)).isEqualTo(new JobResult.Failed(refusal));
        succeeded(good);
    }

    @Test
    void findsTheJobAtWhichABatchFailsAndDrawsTheOthersAsIfNothingHadBeen() throws InterruptedException {
        var fault = new IllegalStateException("poison");
        model.beforeStep(requests -> {
            if (requests.stream().anyMatch(request -> promptOf(request).equals("bad"))) {
                throw fault;
            }
        });
        model.gate().shut();
        var first = accepted(spec("ann", request("good", 2, 10)));
        model.gate().awaitWaiting();
        var bad = accepted(spec("bob", request("bad", 1, 20)));
        model.gate().open();

        assertThat(result(bad)).isEqualTo(new JobResult.Failed(fault));
        for (var picture : succeeded(first).pictures()) {
            var expected = StepModel.expected(first.spec().request(), picture.seed());
            assertThat(picture.raster().argb()).isEqualTo(expected.argb());
        }
    }

    @Test
    void survivesAnErrorOfTheModelAndAPictureThatCannotBeDecoded() throws InterruptedException {
        model.beforeStep(requests -> {
            if (promptOf(requests.getFirst()).equals("bad")) {
                throw new StackOverflowError("deep");
            }
        });
        model.beforePicture(request -> {
            if (promptOf(request).equals("torn")) {
                throw new IllegalStateException("torn");
            }
        });

        assertThat(result(accepted(spec("ann", request("bad", 1, 0))))).isInstanceOf(JobResult.Failed.class);
        assertThat(result(accepted(spec("ann", request("torn", 2, 0))))).isInstanceOf(JobResult.Failed.class);
        succeeded(accepted(spec("ann", request("good", 1, 0))));
    }

    @Test
    void finishesWhatItAcceptedWhenDrained() throws InterruptedException {
        model.gate().shut();
        var jobs =
                List.of(accepted(spec("ann", request("otter", 10, 0))), accepted(spec("bob", request("cat", 10, 0))));
        model.gate().open();

        queue.drain(Duration.ofSeconds(30));

        assertThat(jobs).allMatch(job -> job.result().orElseThrow() instanceof JobResult.Succeeded);
        assertThat(queue.submit(spec("ann", request("otter", 1, 0)))).isInstanceOf(Admission.Closed.class);
    }

    @Test
    void endsTheRestWhenTheTimeToDrainIsOver() throws Exception {
        model.gate().shut();
        var job = accepted(spec("ann", request("otter", 10, 0)));
        model.gate().awaitWaiting();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var drained = threads.submit(() -> {
                queue.drain(Duration.ZERO);
                return true;
            });
            assertThat(result(job)).isEqualTo(new JobResult.ShutDown());
            model.gate().open();
            assertThat(drained.get()).isTrue();
        }
        assertThat(model.live()).isZero();
    }

    @Test
    void saysWhereTheTimeWent() throws InterruptedException {
        model.beforeStep(requests -> clock.advance(Duration.ofSeconds(1)));
        model.gate().shut();
        accepted(spec("ann", request("otter", BATCH, 0)));
        model.gate().awaitWaiting();
        var second = accepted(spec("ann", request("otter", 1, 0)));
        model.gate().open();

        assertThat(succeeded(second).timing())
                .isEqualTo(new JobResult.Timing(Duration.ofSeconds(STEPS), Duration.ofSeconds(STEPS)));
    }

    @Test
    void countsWhatItDoes() throws InterruptedException {
        measureSteps(Duration.ofSeconds(2));
        var measured = queue.stats();
        model.gate().shut();
        accepted(spec("ann", request("otter", 1, 0))).cancel();
        model.gate().open();
        await().until(() -> queue.stats().drawingPictures() == 0);
        var later = queue.stats();

        assertThat(measured.step()).isEqualTo(Duration.ofSeconds(2));
        assertThat(measured.batch()).isEqualTo(BATCH);
        assertThat(measured.capacity()).isEqualTo(40);
        assertThat(later.ended()).isEqualTo(new QueueStats.Ended(1, 0, 1, 0, 0, 0));
    }

    @Test
    void endsEveryJobOnceUnderManyThreads() throws Exception {
        var ends = new AtomicInteger();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 200; i++) {
            int seed = i;
            tasks.add(() -> {
                var random = new Random(seed);
                var request = random.nextBoolean() ? request("otter", 1 + seed % 5, seed) : sized(20, seed);
                String name = random.nextInt(3) == 0 ? "other" : "fake";
                if (queue.submit(spec("owner" + seed % 7, name, request)) instanceof Admission.Accepted(Job job)) {
                    follow(job, random);
                    ends.incrementAndGet();
                }
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }

        var ended = queue.stats().ended();
        assertThat(ended.failed()).isZero();
        assertThat(ended.succeeded() + ended.cancelled()).isEqualTo(ends.get());
        assertThat(ends.get() + ended.refused()).isEqualTo(200);
    }

    private static void follow(Job job, Random random) throws InterruptedException {
        int patience = random.nextInt(12);
        try (var watch = job.watch(new CancelSignal())) {
            var event = watch.next();
            while (!(event instanceof JobEvent.Ended) && patience-- > 0) {
                event = watch.next();
            }
            if (event instanceof JobEvent.Ended(JobResult.Succeeded succeeded)) {
                assertThat(succeeded.pictures()).hasSize(job.spec().pictures());
            }
        }
        await().until(() -> job.result().isPresent());
    }

    /** Lets the queue see steps of full batches that take so long. */
    private void measureSteps(Duration step) throws InterruptedException {
        model.beforeStep(requests -> clock.advance(step));
        succeeded(accepted(spec("measure", request("x", BATCH, 0))));
        model.beforeStep(requests -> {});
    }

    private Job accepted(JobSpec spec) {
        var admission = queue.submit(spec);
        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        return ((Admission.Accepted) admission).job();
    }

    private static JobResult result(Job job) throws InterruptedException {
        try (var watch = job.watch(new CancelSignal())) {
            return watch.await();
        }
    }

    private static JobResult.Succeeded succeeded(Job job) throws InterruptedException {
        var result = result(job);
        assertThat(result).isInstanceOf(JobResult.Succeeded.class);
        return (JobResult.Succeeded) result;
    }

    private JobSpec spec(String owner, PictureRequest request) {
        return spec(owner, "fake", request);
    }

    private JobSpec spec(String owner, String name, PictureRequest request) {
        Instant deadline = clock.instant().plus(MINUTE.multipliedBy(60));
        return new JobSpec("job-" + ids.incrementAndGet(), owner, name, request, deadline);
    }

    private static PictureRequest request(String prompt, int count, long seed) {
        return new Generation(prompt, new Output(16, 16, count, seed), settings());
    }

    private static PictureRequest sized(int side, long seed) {
        return new Generation("sized", new Output(side, side, 1, seed), settings());
    }

    private static Settings settings() {
        return new Settings(STEPS, 7.5, "");
    }

    private static String promptOf(PictureRequest request) {
        return ((Generation) request).prompt();
    }
}
