package io.lutra.engine.pup;

import io.lutra.engine.Drawing;
import io.lutra.engine.pipeline.Pixels;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A picture of a {@link PupModel}. Owns the tensors of its captions. */
final class PupDrawing implements Drawing {
    private final PupModel model;
    private final TensorScope scope;
    private final Answer answer;
    private final PupDenoising denoising;
    private final int firstCall;
    private Times times;
    private @Nullable Raster picture;
    private boolean closed;

    /**
     * What becomes of the pixels.
     *
     * @param seed of the picture
     * @param width of the answer
     * @param height of the answer
     * @param finish from the drawn picture, of the answer's size, to the answer
     * @param times so far
     */
    record Answer(long seed, int width, int height, UnaryOperator<Raster> finish, Times times) {}

    /**
     * A drawing at its beginning.
     *
     * @param scope what the captions' tensors belong to; transferred
     */
    PupDrawing(PupModel model, TensorScope scope, Answer answer, PupDenoising denoising) {
        this.model = model;
        this.scope = scope;
        this.answer = answer;
        this.denoising = denoising;
        times = answer.times();
        firstCall = denoising.state().call();
    }

    PupModel model() {
        return model;
    }

    PupDenoising denoising() {
        return denoising;
    }

    void complete(Enlarging enlarging) {
        long decoding = System.nanoTime();
        var drawn = enlarging.to(denoising.pixels(), denoising.canvas(), answer.width(), answer.height());
        picture = answer.finish().apply(drawn);
        times = times.decodedSince(decoding);
    }

    @Override
    public Times times() {
        return times;
    }

    @Override
    public long seed() {
        return answer.seed();
    }

    @Override
    public int stepsDone() {
        return denoising.state().call() - firstCall;
    }

    @Override
    public int steps() {
        return denoising.calls() - firstCall;
    }

    @Override
    public boolean joins(Drawing other) {
        return other instanceof PupDrawing that
                && that.model == model
                && that.denoising.canvas().equals(denoising.canvas());
    }

    @Override
    public Optional<Raster> preview() {
        if (picture != null || closed || stepsDone() == 0) {
            return Optional.ofNullable(picture);
        }
        var canvas = denoising.canvas();
        var small = Pixels.raster(denoising.pixels(), canvas.width(), canvas.height());
        return Optional.of(answer.finish().apply(Scaling.to(small, answer.width(), answer.height())));
    }

    @Override
    public Raster picture() {
        if (closed || picture == null) {
            throw new IllegalStateException(closed ? "the drawing is closed" : "the drawing is not finished");
        }
        return picture;
    }

    @Override
    public void close() {
        closed = true;
        scope.close();
    }
}
