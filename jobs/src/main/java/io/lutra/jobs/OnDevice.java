package io.lutra.jobs;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import java.time.Duration;

/** A picture of a job on the device. Used by the device's thread. */
final class OnDevice {
    private final LocalJob job;
    private final int index;
    private final Drawing drawing;
    private final boolean alone;
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
     */
    OnDevice(LocalJob job, int index, Drawing drawing, long turn, boolean alone) {
        this.job = job;
        this.index = index;
        this.drawing = drawing;
        this.steppedAt = turn;
        this.alone = alone;
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
