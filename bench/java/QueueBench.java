import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.imaging.Raster;
import io.lutra.jobs.Admission;
import io.lutra.jobs.CancelSignal;
import io.lutra.jobs.JobResult;
import io.lutra.jobs.JobSpec;
import io.lutra.jobs.LocalQueue;
import io.lutra.jobs.QueueLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Sends jobs of one picture of twenty steps through a queue whose model takes no time. */
final class QueueBench {
    private static final int JOBS = 20_000;
    private static final int STEPS = 20;
    private static final int BATCH = 8;
    private static final Settings SETTINGS = new Settings(STEPS, 7.5, "");

    public static void main(String[] args) throws Exception {
        var limits = new QueueLimits(1000, 1000);
        try (var queue = LocalQueue.start(
                new ModelRegistry(List.of(new Nothing())), limits, InstantSource.system())) {
            for (int round = 0; round < 3; round++) {
                measure(queue, 1);
                measure(queue, 200);
            }
        }
    }

    /** So many clients, each of which waits for its picture before it asks for the next. */
    private static void measure(LocalQueue queue, int clients) throws Exception {
        long start = System.nanoTime();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int c = 0; c < clients; c++) {
            String owner = "owner" + c % 20;
            tasks.add(() -> {
                for (int i = 0; i < JOBS / clients; i++) {
                    draw(queue, owner, i);
                }
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / JOBS;
        System.out.printf(
                "%3d clients: %.1f microseconds a picture of %d steps, %.0f pictures a second, mean batch %.1f%n",
                clients, micros, STEPS, 1e6 / micros, queue.stats().batch());
    }

    private static void draw(LocalQueue queue, String owner, int seed) throws InterruptedException {
        var request = new Generation("otter", new Output(8, 8, 1, seed), SETTINGS);
        var spec = new JobSpec("job", owner, "nothing", request, Instant.now().plusSeconds(60));
        var job = ((Admission.Accepted) queue.submit(spec)).job();
        try (var watch = job.watch(new CancelSignal())) {
            if (!(watch.await() instanceof JobResult.Succeeded)) {
                throw new IllegalStateException("a job did not succeed");
            }
        }
    }

    private static final class Nothing implements ImageModel {
        @Override
        public ModelInfo info() {
            return INFO;
        }

        private static final ModelInfo INFO = new ModelInfo(
                "nothing",
                "takes no time",
                "lutra",
                "Apache-2.0",
                Instant.EPOCH,
                EnumSet.allOf(PictureRequest.Operation.class),
                Set.of(),
                new ModelInfo.Sizes(8, 1, 8, 1),
                SETTINGS,
                STEPS,
                BATCH);

        @Override
        public List<Drawing> begin(PictureRequest request) {
            return new ArrayList<>(List.of(new Empty(request.output().seed())));
        }

        @Override
        public void step(List<? extends Drawing> batch) {
            batch.forEach(drawing -> ((Empty) drawing).done++);
        }

        @Override
        public void close() {}
    }

    private static final class Empty implements Drawing {
        private static final Raster PICTURE = new Raster(8, 8, new int[64]);
        private final long seed;
        private int done;

        Empty(long seed) {
            this.seed = seed;
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public int stepsDone() {
            return done;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public boolean joins(Drawing other) {
            return true;
        }

        @Override
        public Optional<Raster> preview() {
            return Optional.empty();
        }

        @Override
        public Raster picture() {
            return PICTURE;
        }

        @Override
        public void close() {}
    }
}
