package io.lutra.jobs;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A picture of a job on the device. Used by the device's thread. */
final class OnDevice {
    private final LocalJob job;
    private final int index;
    private final Drawing drawing;
    private final boolean alone;
    private final Instant began;
    private int marksPassed;
    private int previews;
    private long steppedAt;
    private Duration spentBesides = Duration.ZERO;

    /**
     * A picture that was begun.
     *
     * @param index of the picture in its job
     * @param drawing transferred; closed with {@link #close}
     * @param turn the number of the step in which it would have been advanced last, had it been there
     * @param alone whether it must not share a step with another, because a step that it shared failed
     * @param began when it could be stepped
     */
    OnDevice(LocalJob job, int index, Drawing drawing, long turn, boolean alone, Instant began) {
        this.job = job;
        this.index = index;
        this.drawing = drawing;
        this.steppedAt = turn;
        this.alone = alone;
        this.began = began;
    }

    LocalJob job() {
        return job;
    }

    int index() {
        return index;
    }

    Drawing drawing() {
        return drawing;
    }

    ImageModel model() {
        return job.model();
    }

    boolean joins(OnDevice other) {
        return this == other
                || (!alone
                        && !other.alone
                        && job.spec().model().equals(other.job.spec().model())
                        && drawing.joins(other.drawing));
    }

    /** The number of the step in which it was advanced last. */
    long steppedAt() {
        return steppedAt;
    }

    void stepped(long number) {
        steppedAt = number;
    }

    /** The device's time for this picture beyond its steps. */
    Duration spentBesides() {
        return spentBesides;
    }

    void spentBesides(Duration more) {
        spentBesides = spentBesides.plus(more);
    }

    /** Tells the job that this picture was begun, which took so long. */
    void begun(Duration took) {
        spentBesides(took);
        job.began(index, drawing.steps());
    }

    /** Tells a job how the time went in which pictures of it were begun. */
    static void prepared(Share share, Drawing.Times times, Instant from, Instant to) {
        var text = times.text();
        if (text.isPositive()) {
            share.job().went(new Stage(Stage.Kind.TEXT, share.from(), share.count(), from, text));
        }
        var rest = Duration.between(from, to).minus(text);
        if (rest.isPositive()) {
            share.job().went(new Stage(Stage.Kind.PREPARE, share.from(), share.count(), from.plus(text), rest));
        }
    }

    /** Tells the jobs of pictures that a step finished how their time went; they were decoded one after the other. */
    static void drawn(List<OnDevice> batch, Instant now) {
        var end = now;
        for (var picture : batch.reversed()) {
            if (picture.drawing.isFinished()) {
                var decoding = picture.drawing.times().decoding();
                var from = end.minus(decoding);
                picture.went(Stage.Kind.DENOISE, picture.began, Duration.between(picture.began, from));
                picture.went(Stage.Kind.DECODE, from, decoding);
                end = from;
            }
        }
    }

    private void went(Stage.Kind kind, Instant from, Duration took) {
        if (took.isPositive()) {
            job.went(new Stage(kind, index, 1, from, took));
        }
    }

    Load load() {
        var whole = Load.ofPicture(job);
        return new Load(whole.model(), whole.pixels(), drawing.steps() - drawing.stepsDone());
    }

    /** Hands over what is to be handed over after a step: a preview where one is due, the picture at the end. */
    void deliver() {
        job.advanced(index, drawing.stepsDone());
        if (drawing.isFinished()) {
            job.finished(new Picture(index, drawing.seed(), drawing.picture()));
            return;
        }
        // The marks divide the steps into equal parts, one more than there are previews.
        int marks = (int) ((long) drawing.stepsDone() * (job.spec().previews() + 1) / drawing.steps());
        if (marks > marksPassed) {
            marksPassed = marks;
            drawing.preview().ifPresent(preview -> job.previewed(index, previews++, preview));
        }
    }

    void close() {
        drawing.close();
    }
}
