package io.lutra.jobs;

import io.lutra.imaging.Raster;

/** Something that happened to a job. */
public sealed interface JobEvent {
    /** Steps were done, or the place in the queue changed. */
    record Progressed(Progress progress) implements JobEvent {}

    /**
     * A picture on its way.
     *
     * @param index of the picture in its request, from 0
     * @param ordinal of the preview among those of this picture, from 0
     */
    record Previewed(int index, int ordinal, Raster preview) implements JobEvent {}

    /** A picture is done; the others of the job may still be drawn. */
    record Finished(Picture picture) implements JobEvent {}

    /** The job ended. */
    record Ended(JobResult result) implements JobEvent {}
}
