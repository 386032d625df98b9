package io.lutra.jobs;

import io.lutra.engine.PictureRequest;
import java.time.Instant;

/**
 * What a job is to do, for whom and until when.
 *
 * @param id names the job in logs and across machines; unique, chosen by the submitter
 * @param owner whom the device's time is shared between: an API key's hash, an address
 * @param model id of the model that draws
 * @param request what to draw; every picture of it is one unit of work
 * @param deadline when nobody waits for the result any more
 * @param previews how many previews of every picture to make on the way, 0 to {@link #MAX_PREVIEWS}
 * @param whenAbandoned what becomes of the job when its last {@link Watch} is closed before it ended
 */
public record JobSpec(
        String id,
        String owner,
        String model,
        PictureRequest request,
        Instant deadline,
        int previews,
        Abandonment whenAbandoned) {
    /** The most previews of one picture. */
    public static final int MAX_PREVIEWS = 3;

    /** Refuses a number of previews outside of its range. */
    public JobSpec {
        if (previews < 0 || previews > MAX_PREVIEWS) {
            throw new IllegalArgumentException("previews must be 0 to " + MAX_PREVIEWS + ", but is " + previews);
        }
    }

    /** A job without previews that is cancelled when nobody watches it any more. */
    public JobSpec(String id, String owner, String model, PictureRequest request, Instant deadline) {
        this(id, owner, model, request, deadline, 0, Abandonment.CANCEL);
    }

    /** The number of pictures that the job makes. */
    public int pictures() {
        return request.output().count();
    }

    /** What becomes of a job that nobody waits for. */
    public enum Abandonment {
        /** It leaves the device at the next step. */
        CANCEL,
        /** It is drawn to the end, so that its pictures can be fetched later. */
        FINISH
    }
}
