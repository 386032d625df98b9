package io.lutra.bench.load;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.PictureRequest;
import io.lutra.imaging.Raster;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A model that costs nothing: its pictures have one colour and are the same. */
final class FreeModel implements ImageModel {
    private static final int SIDE = 64;
    private static final Raster PICTURE = new Raster(
            SIDE, SIDE, IntStream.generate(() -> 0xff336699).limit(SIDE * SIDE).toArray());

    @Override
    public ModelInfo info() {
        return new ModelInfo(
                "free",
                "costs nothing",
                "lutra",
                "Apache-2.0",
                Instant.EPOCH,
                Set.of(PictureRequest.Operation.values()),
                Set.of(),
                new ModelInfo.Sizes(SIDE, SIDE, SIDE, 1),
                new PictureRequest.Settings(1, 1, ""),
                1,
                16);
    }

    @Override
    public List<Drawing> begin(PictureRequest request) {
        return IntStream.range(0, request.output().count())
                .<Drawing>mapToObj(i -> new Free(request.output().seedOf(i)))
                .toList();
    }

    @Override
    public void step(List<? extends Drawing> batch) {
        batch.forEach(drawing -> ((Free) drawing).done = 1);
    }

    @Override
    public void close() {}

    private static final class Free implements Drawing {
        private final long seed;
        private int done;

        private Free(long seed) {
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
            return 1;
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
