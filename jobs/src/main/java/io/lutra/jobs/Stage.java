package io.lutra.jobs;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that a job went through.
 *
 * @param picture index of the picture that it is about, or of the first one where it is about several
 * @param pictures how many pictures it is about
 * @param from when it began; the time in between was measured by another clock, so neighbours may overlap by a hair
 */
public record Stage(Kind kind, int picture, int pictures, Instant from, Duration took) {
    /** What happened. */
    public enum Kind {
        /** It waited to be begun, or for its end if it never was. */
        QUEUE,
        /** Its texts were read. */
        TEXT,
        /** Everything else before the first step: a given picture was read, a draft was made. */
        PREPARE,
        /** The steps, and the waiting for the steps of others on the device. */
        DENOISE,
        /** What the last step left was made a picture. */
        DECODE
    }
}
