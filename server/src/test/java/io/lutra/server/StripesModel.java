package io.lutra.server;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Setting;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Background;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Operation;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.imaging.Raster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small real model: stripes whose colours come from prompt and seed. While it is held, every step waits for a
 * {@linkplain #allow permit}, so that tests decide how far a drawing gets.
 */
final class StripesModel implements ImageModel {
    private static final int STEPS = 4;
    /** What it says that it took; there is nothing to read or to decode. */
    private static final Drawing.Times TIMES = new Drawing.Times(Duration.ofNanos(2000), Duration.ofNanos(1000));

    private final ModelInfo info;
    private final Semaphore permits = new Semaphore(0);
    private volatile boolean held;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger stepsTaken = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<PictureRequest> requests = new CopyOnWriteArrayList<>();

    StripesModel(String id, int maxSide) {
        this(id, maxSide, Set.of(Setting.STEPS, Setting.NEGATIVE_PROMPT, Setting.TRANSPARENT_BACKGROUND));
    }

    StripesModel(String id, int maxSide, Set<Setting> honoured) {
        info = new ModelInfo(
                id,
                "Stripes",
                "lutra",
                "Apache-2.0",
                Instant.ofEpochSecond(1_700_000_000),
                Set.of(Operation.values()),
                honoured,
                new ModelInfo.Sizes(64, 16, maxSide, 1),
                new Settings(STEPS, 1, ""),
                50,
                4);
    }

    void hold() {
        held = true;
    }

    void allow(int steps) {
        permits.release(steps);
    }

    void letGo() {
        held = false;
        permits.release(1_000_000);
    }

    /** Drawings that are begun and not closed. */
    int open() {
        return open.get();
    }

    int stepsTaken() {
        return stepsTaken.get();
    }

    /** Drawings that were ever begun. */
    int begun() {
        return begun.get();
    }

    /** What it was ever asked for and did not refuse, the oldest first. */
    List<PictureRequest> requests() {
        return requests;
    }

    /** The last request of a kind that it was asked for. */
    <T extends PictureRequest> T last(Class<T> kind) {
        return requests.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        if (request instanceof Generation generation && generation.prompt().equals("unsupported")) {
            throw new EngineException.Unsupported("this model refuses that prompt");
        }
        if (request instanceof Generation generation && generation.prompt().equals("broken")) {
            throw new IllegalStateException("the model is broken");
        }
        if (request instanceof Generation generation && generation.prompt().equals("hungry")) {
            throw new EngineException.OutOfMemory("no memory is left", new IllegalStateException());
        }
        var drawings = new ArrayList<Drawing>();
        for (int i = 0; i < request.output().count(); i++) {
            drawings.add(new Stripes(request, request.output().seedOf(i)));
        }
        open.addAndGet(drawings.size());
        begun.addAndGet(drawings.size());
        requests.add(request);
        return drawings;
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        if (held) {
            permits.acquireUninterruptibly();
        }
        stepsTaken.incrementAndGet();
        batch.forEach(drawing -> ((Stripes) drawing).done++);
    }

    @Override
    public OptionalLong workspaceBytes() {
        return OptionalLong.of(1 << 20);
    }

    @Override
    public void close() {
        if (open.get() != 0) {
            throw new IllegalStateException(open.get() + " drawings are still open");
        }
    }

    private final class Stripes implements Drawing {
        private final PictureRequest request;
        private final long seed;
        private int done;
        private boolean closed;

        private Stripes(PictureRequest request, long seed) {
            this.request = request;
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
            return request.settings().steps();
        }

        @Override
        public boolean joins(Drawing other) {
            return true;
        }

        @Override
        public Times times() {
            return TIMES;
        }

        @Override
        public Optional<Raster> preview() {
            return done == 0 ? Optional.empty() : Optional.of(draw(done));
        }

        @Override
        public Raster picture() {
            if (!isFinished() || closed) {
                throw new IllegalStateException("not finished, or closed");
            }
            return draw(done);
        }

        private Raster draw(int stage) {
            int width = request.output().width();
            int height = request.output().height();
            var prompt = request instanceof Generation generation ? generation.prompt() : "";
            var random = new Random(seed * 31 + prompt.hashCode() + stage);
            var argb = new int[width * height];
            boolean cutOut = request.settings().background() == Background.TRANSPARENT;
            for (int y = 0; y < height; y++) {
                int colour = 0xff000000 | random.nextInt(1 << 24);
                if (cutOut && y < height / 2) {
                    continue;
                }
                for (int x = 0; x < width; x++) {
                    argb[y * width + x] = colour ^ (x & 0x1f);
                }
            }
            return new Raster(width, height, argb);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
