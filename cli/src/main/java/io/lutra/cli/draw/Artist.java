package io.lutra.cli.draw;

import io.lutra.imaging.Raster;
import java.util.List;

/** Someone who draws: a model in this process, or a server. Used by one thread. */
public interface Artist extends AutoCloseable {
    /**
     * Draws.
     *
     * @throws DrawException if that does not succeed, saying why and what to do
     */
    void draw(Order order, Watcher watcher) throws InterruptedException;

    @Override
    void close();

    /** Told how a drawing goes, on the thread that draws. */
    interface Watcher {
        /** Steps were done, of all pictures together. */
        void advanced(int done, int steps);

        /** What there is to say of work that has no steps. */
        void says(String text);

        /** Whether previews are worth their time just now. */
        boolean wantsPreviews();

        /** What a picture looks like so far; told only to who wants it. */
        void previewed(int index, Raster preview);

        /** A picture is done. */
        void finished(DrawnPicture picture);

        /** Something was done that the order did not ask for in so many words, such as an image cropped to a shape. */
        void notes(String text);

        /** Parameters of the order that changed nothing. */
        void ignored(List<String> parameters);
    }
}
