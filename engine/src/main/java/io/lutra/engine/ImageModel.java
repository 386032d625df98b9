package io.lutra.engine;

import java.util.List;
import java.util.OptionalLong;

/**
 * A model that draws. Work on a picture is a {@link Drawing}: {@link #begin} opens drawings, {@link #step} advances any
 * number of them together, and a finished drawing holds its picture. Between two steps the caller may add drawings of other
 * requests to the batch, look at previews, or close a drawing to cancel it; so progress, cancellation and batching across
 * requests need nothing from the model but this.
 *
 * <p>What a model can do is data: {@link #info()}. A request outside of it is refused with
 * {@link EngineException.Unsupported}.
 *
 * <p>Not thread-safe: {@code begin} and {@code step} are called by one thread at a time (the device's). A model may use
 * several threads inside a call. {@link Studio} is the simple way in for one picture at a time.
 */
public interface ImageModel extends AutoCloseable {
    /** What the model is and can do; constant over its life, readable from any thread. */
    ModelInfo info();

    /**
     * Opens {@link PictureRequest#output()}{@code .count()} drawings. Drawing {@code i} depends on the request and the seed
     * {@code output().seed() + i} alone, never on the other drawings of its batch.
     *
     * @return the drawings in order, none finished; owned by the caller, who closes each
     * @throws EngineException.Unsupported if {@link #info()} does not allow the request
     */
    List<Drawing> begin(PictureRequest request);

    /**
     * Advances every drawing by one step.
     *
     * @param batch drawings that this model began, of which none is finished or closed and of which all
     *     {@linkplain Drawing#joins join} each other; at least one, at most {@link ModelInfo#maxBatch()}
     */
    void step(List<? extends Drawing> batch);

    /**
     * The most memory that it has set aside so far for the pictures on the device, besides its weights; empty if it does not
     * tell. Readable from any thread.
     */
    default OptionalLong workspaceBytes() {
        return OptionalLong.empty();
    }

    /** Frees the weights. Every drawing must have been closed. */
    @Override
    void close();
}
