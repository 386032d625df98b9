package io.lutra.engine.pipeline;

import io.lutra.engine.Drawing;
import io.lutra.engine.pipeline.Variants.Variant;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.imaging.Raster;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A picture of a {@link DiffusionModel}. Owns the tensors of its conditions. */
final class DiffusionDrawing implements Drawing {
    private final Variants variants;
    private final Variant variant;
    private final Answer answer;
    private final TensorScope scope;
    private final Denoising denoising;
    private final int firstCall;
    private Times times;
    private @Nullable Raster picture;
    private boolean closed;

    /**
     * What becomes of what is denoised.
     *
     * @param seed of the picture
     * @param finish from the decoded picture to that of the answer
     * @param times so far
     */
    record Answer(long seed, UnaryOperator<Raster> finish, Times times) {}

    /**
     * A drawing at its beginning.
     *
     * @param variant what it draws with; taken here, and released when it is closed
     * @param scope what the conditions' tensors belong to; transferred
     */
    DiffusionDrawing(Variants variants, Variant variant, Answer answer, TensorScope scope, Denoising denoising) {
        this.variants = variants;
        this.variant = variants.again(variant);
        this.answer = answer;
        times = answer.times();
        this.scope = scope;
        this.denoising = denoising;
        firstCall = denoising.state().call();
    }

    Networks networks() {
        return variant.networks();
    }

    Denoising denoising() {
        return denoising;
    }

    /** Makes the picture of what was denoised, which must be all of it. */
    void complete() {
        long decoding = System.nanoTime();
        picture = answer.finish().apply(Decoding.picture(networks(), denoising));
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
        return other instanceof DiffusionDrawing that
                && that.variant == variant
                && that.denoising.shape().equals(denoising.shape());
    }

    @Override
    public Optional<Raster> preview() {
        if (picture != null || closed || stepsDone() == 0) {
            return Optional.ofNullable(picture);
        }
        return Optional.of(answer.finish().apply(Decoding.preview(networks(), denoising)));
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
        if (!closed) {
            closed = true;
            denoising.free();
            scope.close();
            variants.release(variant);
        }
    }
}
