package io.lutra.engine;

import io.lutra.imaging.Raster;
import java.time.Duration;
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

    /** Where time went besides the steps themselves, so far. */
    default Times times() {
        return Times.NONE;
    }

    /**
     * Time that the thread which drives the model spent; on a device that works behind its back, until that had to be waited
     * for.
     *
     * @param text for reading the texts, once for all drawings that were begun together
     * @param decoding for making the picture of what the last step left
     */
    record Times(Duration text, Duration decoding) {
        /** Of a drawing that has no text and no decoding, or does not tell. */
        public static final Times NONE = new Times(Duration.ZERO, Duration.ZERO);

        /** These times, with that of the decoding, which began at a {@link System#nanoTime()} and ends now. */
        public Times decodedSince(long nanoTime) {
            return new Times(text, since(nanoTime));
        }

        /** Those of a drawing whose text has been read since a {@link System#nanoTime()}. */
        public static Times readSince(long nanoTime) {
            return new Times(since(nanoTime), Duration.ZERO);
        }

        private static Duration since(long nanoTime) {
            return Duration.ofNanos(System.nanoTime() - nanoTime);
        }
    }

    @Override
    void close();
}
