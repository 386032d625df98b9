package io.lutra.engine;

import io.lutra.imaging.Raster;
import java.util.Optional;

/**
 * One picture being drawn. Made by {@link ImageModel#begin}, advanced by {@link ImageModel#step}.
 *
 * <p>Used by the thread that drives the model; a {@link Raster} it returns may go anywhere. Closing frees what the drawing
 * holds on the device, at any stage; closing twice does nothing.
 */
public interface Drawing extends AutoCloseable {
    /** The seed of this picture: the same model, request and seed give the same bytes on the same device. */
    long seed();

    /** Steps done so far, from 0 to {@link #steps()}. */
    int stepsDone();

    /** Steps that this drawing takes in all; 1 or more, constant. */
    int steps();

    /** Whether every step is done. */
    default boolean isFinished() {
        return stepsDone() == steps();
    }

    /** Whether this drawing can be stepped in one batch with the other (same model; for most models, same size). */
    boolean joins(Drawing other);

    /** What the picture looks like so far, at the size of the answer, or empty when there is nothing to see yet. */
    Optional<Raster> preview();

    /**
     * The finished picture, at the size asked for.
     *
     * @throws IllegalStateException if the drawing is not finished, or is closed
     */
    Raster picture();

    @Override
    void close();
}
