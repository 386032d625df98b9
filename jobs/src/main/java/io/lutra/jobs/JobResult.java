package io.lutra.jobs;

import java.time.Duration;
import java.util.List;

/** How a job ended. */
public sealed interface JobResult {
    /**
     * All pictures are drawn.
     *
     * @param pictures in order of their index, as many as were asked for
     */
    record Succeeded(List<Picture> pictures, Timing timing) implements JobResult {
        /** Copies the list. */
        public Succeeded {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * The model refused the request or failed at it; nothing of the job is drawn any more.
     *
     * @param cause an {@link io.lutra.engine.EngineException} where the model knew what was wrong
     */
    record Failed(Throwable cause) implements JobResult {}

    /** Somebody cancelled it, or everybody who waited for it left. */
    record Cancelled() implements JobResult {}

    /** Its deadline passed. */
    record Expired() implements JobResult {}

    /** The queue was shut down before it was done. */
    record ShutDown() implements JobResult {}

    /**
     * Where a job's time went.
     *
     * @param waited from submission to the begin of the first picture
     * @param drawn from there to the end
     */
    record Timing(Duration waited, Duration drawn) {}
}
