package io.lutra.testkit;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.PictureRequest;
import io.lutra.imaging.Raster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model that draws at once: every picture is of one colour, made from request and seed. It does as many steps as it is
 * asked for, stops at a {@link Gate}, runs hooks in which a test can fail or move its clock, and notes what it was given.
 *
 * <p>It checks its caller: one thread at a time, no batch larger than allowed, nothing closed or finished or unfit in a
 * batch. Every violation is a fault of {@link #violations()}.
 */
public final class StepModel implements ImageModel {
    private final ModelInfo info;
    private final Gate gate = new Gate();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final List<List<Long>> batches = new CopyOnWriteArrayList<>();
    private final List<PictureRequest> begun = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile Consumer<PictureRequest> beforeBegin = request -> {};
    private volatile Consumer<List<PictureRequest>> beforeStep = requests -> {};
    private volatile Consumer<PictureRequest> beforePicture = request -> {};

    /** A model of this id that takes this many drawings in a step. */
    public StepModel(String id, int maxBatch) {
        info = new ModelInfo(
                id,
                "draws one colour",
                "lutra",
                "Apache-2.0",
                Instant.parse("2026-11-01T00:00:00Z"),
                EnumSet.allOf(PictureRequest.Operation.class),
                Set.of(ModelInfo.Setting.STEPS),
                new ModelInfo.Sizes(512, 1, 4096, 1),
                new PictureRequest.Settings(4, 7.5, ""),
                1000,
                maxBatch);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /** Where every step waits while a test holds it shut. */
    public Gate gate() {
        return gate;
    }

    /** Drawings that are open. */
    public int live() {
        return live.get();
    }

    /** The seeds of every batch that was stepped, in order. */
    public List<List<Long>> batches() {
        return List.copyOf(batches);
    }

    /** The requests that were begun, in order. */
    public List<PictureRequest> begun() {
        return List.copyOf(begun);
    }

    /** What its caller did against the contract; empty if all is well. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Runs before a request is begun; may throw. */
    public void beforeBegin(Consumer<PictureRequest> hook) {
        beforeBegin = hook;
    }

    /** Runs before a step with the requests of its drawings; may throw. */
    public void beforeStep(Consumer<List<PictureRequest>> hook) {
        beforeStep = hook;
    }

    /** Runs before a picture is handed over; may throw. */
    public void beforePicture(Consumer<PictureRequest> hook) {
        beforePicture = hook;
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        return exclusively(() -> {
            beforeBegin.accept(request);
            if (!info.operations().contains(request.operation())) {
                throw new EngineException.Unsupported(info.id() + " cannot " + request.operation());
            }
            begun.add(request);
            var drawings = new ArrayList<Drawing>();
            for (int i = 0; i < request.output().count(); i++) {
                drawings.add(new ColourDrawing(request, request.output().seedOf(i)));
            }
            return drawings;
        });
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        var drawings = batch.stream().map(ColourDrawing.class::cast).toList();
        exclusively(() -> {
            check(drawings);
            batches.add(drawings.stream().map(ColourDrawing::seed).toList());
            gate.pass();
            beforeStep.accept(drawings.stream().map(drawing -> drawing.request).toList());
            drawings.forEach(drawing -> drawing.stepsDone++);
            return drawings;
        });
    }

    private void check(List<ColourDrawing> batch) {
        if (batch.isEmpty() || batch.size() > info.maxBatch()) {
            violations.add("a batch of " + batch.size());
        }
        for (var drawing : batch) {
            if (drawing.closed || drawing.isFinished() || !drawing.joins(batch.getFirst())) {
                violations.add("a drawing that cannot be stepped, seed " + drawing.seed);
            }
        }
    }

    private <T> T exclusively(Supplier<T> work) {
        if (inside.incrementAndGet() != 1) {
            violations.add("two threads at once");
        }
        try {
            return work.get();
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void close() {
        if (live.get() != 0) {
            violations.add("closed with " + live.get() + " drawings open");
        }
    }

    /** The picture that this model makes of a request with a seed. */
    public static Raster expected(PictureRequest request, long seed) {
        return colour(request, seed, request.settings().steps());
    }

    private static Raster colour(PictureRequest request, long seed, int stepsDone) {
        String prompt = switch (request) {
            case PictureRequest.Generation g -> g.prompt();
            case PictureRequest.Edit e -> "edit " + e.prompt();
            case PictureRequest.Variation v -> "variation";
        };
        var output = request.output();
        var argb = new int[Math.multiplyExact(output.width(), output.height())];
        int colour = (prompt.hashCode() * 31 + Long.hashCode(seed)) * 31 + stepsDone;
        Arrays.fill(argb, 0xff000000 | colour);
        return new Raster(output.width(), output.height(), argb);
    }

    /** Used by the caller's thread only, as the contract of models says. */
    private final class ColourDrawing implements Drawing {
        private final PictureRequest request;
        private final long seed;
        private int stepsDone;
        private boolean closed;

        private ColourDrawing(PictureRequest request, long seed) {
            this.request = request;
            this.seed = seed;
            live.incrementAndGet();
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public int stepsDone() {
            return stepsDone;
        }

        @Override
        public int steps() {
            return request.settings().steps();
        }

        @Override
        public boolean joins(Drawing other) {
            return other instanceof ColourDrawing drawing
                    && drawing.request.output().width() == request.output().width()
                    && drawing.request.output().height() == request.output().height();
        }

        @Override
        public Optional<Raster> preview() {
            return stepsDone == 0 ? Optional.empty() : Optional.of(colour(request, seed, stepsDone));
        }

        @Override
        public Raster picture() {
            if (closed || !isFinished()) {
                throw new IllegalStateException("not finished, or closed");
            }
            beforePicture.accept(request);
            return colour(request, seed, stepsDone);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                live.decrementAndGet();
            }
        }
    }
}
