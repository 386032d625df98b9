package io.lutra.jobs;

/**
 * Work that some picture still means for the device.
 *
 * @param pixels of the picture
 * @param steps still to be done
 */
record Load(String model, long pixels, int steps) {
    /** The work of one whole picture of a job. */
    static Load ofPicture(LocalJob job) {
        var request = job.spec().request();
        var output = request.output();
        return new Load(
                job.spec().model(),
                (long) output.width() * output.height(),
                request.settings().steps());
    }
}
