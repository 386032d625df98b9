package io.lutra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.Studio;
import io.lutra.engine.pipeline.DiffusionModel;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.DeviceSettings.Precision;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.imaging.Raster;
import io.lutra.testkit.FakeClock;
import io.lutra.testkit.Gate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that share a diffusion model's steps: each comes out as it does alone. The model is tiny and of random weights.
 *
 * <p>Sums are added in another order where a batch has another number of rows, so pictures may differ in the last place: in
 * fp32 by one level of 255; in bf16 by what roundings of 8 bits grow to over the steps.
 */
@Timeout(120)
class DiffusionBatchingTest {
    private static final Path TINY =
            Path.of(System.getProperty("lutra.root"), "engine/src/test/resources/golden/diffusion/models/sd1");

    private final FakeClock clock = new FakeClock();

    @ParameterizedTest
    @CsvSource({"F32, 1, 0.1", "BF16, 16, 1"})
    void drawsEveryPictureAsAloneWhoeverJoinsAndLeaves(Precision precision, int largest, double mean)
            throws InterruptedException {
        var requests = List.of(
                request("a red fox", 1, new Settings(6, 7.5, "")),
                request("a blue whale", 2, settings("euler_a", 3, 1, "")),
                request("a dog", 3, settings("dpmpp_2m", 4, 4, "a cat")),
                request("a hut by a lake", 4, settings("ddim", 2, 7.5, "")));
        try (var model = new Observed(load(precision))) {
            var together = new ArrayList<Raster>();
            try (var queue = queue(model)) {
                model.gate.shut();
                var jobs = new ArrayList<Job>();
                jobs.add(accepted(queue, requests.get(0)));
                step(model);
                jobs.add(accepted(queue, requests.get(1)));
                jobs.add(accepted(queue, requests.get(2)));
                step(model);
                step(model);
                jobs.add(accepted(queue, requests.get(3)));
                model.gate.open();
                for (var job : jobs) {
                    together.add(((JobResult.Succeeded) result(job))
                            .pictures()
                            .getFirst()
                            .raster());
                }
            }

            assertThat(model.batches.getFirst()).containsExactly(1L);
            assertThat(model.batches).contains(List.of(1L, 2L, 3L), List.of(1L, 2L, 3L, 4L));
            for (int i = 0; i < requests.size(); i++) {
                var alone =
                        new Studio(model).draw(requests.get(i), drawing -> {}).getFirst();
                assertThat(largestDifference(together.get(i), alone))
                        .as("picture %d", i)
                        .isLessThanOrEqualTo(largest);
                assertThat(meanDifference(together.get(i), alone))
                        .as("picture %d", i)
                        .isLessThanOrEqualTo(mean);
            }
        }
    }

    @Test
    void drawsTheOthersAsAloneWhenOneIsCancelled() throws InterruptedException {
        var kept = request("a red fox", 1, new Settings(5, 7.5, ""));
        try (var model = new Observed(load(Precision.F32))) {
            Raster together;
            try (var queue = queue(model)) {
                model.gate.shut();
                var job = accepted(queue, kept);
                var unwanted = accepted(queue, request("a blue whale", 2, new Settings(5, 3, "")));
                step(model);
                step(model);
                unwanted.cancel();
                model.gate.open();
                together = ((JobResult.Succeeded) result(job))
                        .pictures()
                        .getFirst()
                        .raster();

                assertThat(result(unwanted)).isInstanceOf(JobResult.Cancelled.class);
            }

            assertThat(model.batches).contains(List.of(1L, 2L)).endsWith(List.of(1L));
            assertThat(largestDifference(
                            together,
                            new Studio(model).draw(kept, drawing -> {}).getFirst()))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void drawsTheOthersAsAloneWhenOneMakesAStepFail() throws InterruptedException {
        var sound = List.of(
                request("a red fox", 1, new Settings(4, 7.5, "")), request("a dog", 3, settings("euler_a", 4, 1, "")));
        try (var model = new Observed(load(Precision.F32))) {
            var together = new ArrayList<Raster>();
            try (var queue = queue(model)) {
                model.gate.shut();
                var first = accepted(queue, sound.get(0));
                var faulty = accepted(queue, request("a blue whale", 2, new Settings(4, 3, "")));
                var last = accepted(queue, sound.get(1));
                step(model);
                step(model);
                model.faulty.add(2L);
                model.gate.open();
                together.add(((JobResult.Succeeded) result(first))
                        .pictures()
                        .getFirst()
                        .raster());
                together.add(((JobResult.Succeeded) result(last))
                        .pictures()
                        .getFirst()
                        .raster());

                assertThat(result(faulty)).isInstanceOf(JobResult.Failed.class);
            }

            for (int i = 0; i < sound.size(); i++) {
                assertThat(largestDifference(
                                together.get(i),
                                new Studio(model)
                                        .draw(sound.get(i), drawing -> {})
                                        .getFirst()))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void freesWhatAPictureHeldWheneverItLeaves() throws InterruptedException {
        try (var model = new Observed(load(Precision.F32))) {
            long living = TensorLedger.living();
            try (var queue = queue(model)) {
                model.gate.shut();
                var cancelled = accepted(queue, request("a red fox", 1, new Settings(4, 7.5, "")));
                var finished = accepted(queue, request("a dog", 2, new Settings(2, 7.5, "")));
                step(model);
                cancelled.cancel();
                model.gate.open();
                assertThat(result(finished)).isInstanceOf(JobResult.Succeeded.class);
                accepted(queue, request("a whale", 3, new Settings(50, 7.5, "")));
            }

            assertThat(TensorLedger.living()).isEqualTo(living);
        }
    }

    private static DiffusionModel load(Precision precision) {
        return DiffusionModel.load(Device.start(new DeviceSettings(precision, 0, true, Path.of(""))), "tiny", TINY);
    }

    private LocalQueue queue(ImageModel model) {
        return LocalQueue.start(new ModelRegistry(List.of(model)), new QueueLimits(40, 20), clock);
    }

    /** Lets one step through when the device stands before it, and waits until it stands before the next. */
    private static void step(Observed model) {
        model.gate.awaitWaiting();
        int done = model.batches.size();
        model.gate.allow(1);
        await().until(() -> model.batches.size() == done + 1);
        model.gate.awaitWaiting();
    }

    private Job accepted(JobQueue queue, PictureRequest request) {
        var spec = new JobSpec(
                "job-" + request.output().seed(),
                "ann",
                "tiny",
                request,
                clock.instant().plus(Duration.ofHours(1)));
        return ((Admission.Accepted) queue.submit(spec)).job();
    }

    private static JobResult result(Job job) throws InterruptedException {
        try (var watch = job.watch(new CancelSignal())) {
            return watch.await();
        }
    }

    private static PictureRequest request(String prompt, long seed, Settings settings) {
        return new Generation(prompt, new Output(64, 64, 1, seed), settings);
    }

    private static Settings settings(String scheduler, int steps, double guidance, String negative) {
        return new Settings(steps, guidance, negative).withRecipe(new Recipe(scheduler, 0, List.of()));
    }

    private static int largestDifference(Raster first, Raster second) {
        int largest = 0;
        for (int i = 0; i < first.argb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                largest = Math.max(largest, difference(first, second, i, shift));
            }
        }
        return largest;
    }

    private static double meanDifference(Raster first, Raster second) {
        long sum = 0;
        for (int i = 0; i < first.argb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += difference(first, second, i, shift);
            }
        }
        return sum / (3.0 * first.argb().length);
    }

    private static int difference(Raster first, Raster second, int pixel, int shift) {
        return Math.abs(((first.argb()[pixel] >>> shift) & 255) - ((second.argb()[pixel] >>> shift) & 255));
    }

    /** Notes which seeds each step takes, waits at a gate before it, and fails steps of faulty seeds. */
    private static final class Observed implements ImageModel {
        private final ImageModel model;
        private final Gate gate = new Gate();
        private final List<List<Long>> batches = Collections.synchronizedList(new ArrayList<>());
        private final Set<Long> faulty = ConcurrentHashMap.newKeySet();

        private Observed(ImageModel model) {
            this.model = model;
        }

        @Override
        public ModelInfo info() {
            return model.info();
        }

        @Override
        public List<Drawing> begin(PictureRequest request) {
            return model.begin(request);
        }

        @Override
        public void step(List<? extends Drawing> batch) {
            gate.pass();
            var seeds = batch.stream().map(Drawing::seed).sorted().toList();
            model.step(batch);
            batches.add(seeds);
            if (seeds.stream().anyMatch(faulty::contains)) {
                throw new IllegalStateException("a fault after some drawings have moved on");
            }
        }

        @Override
        public void close() {
            gate.open();
            model.close();
        }
    }
}
