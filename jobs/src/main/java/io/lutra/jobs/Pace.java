package io.lutra.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast the device has been of late: exponentially weighted means of what was measured. Not thread-safe; guarded by the
 * queue's lock.
 */
final class Pace {
    /** Weight of the newest measurement: the last ten or so decide. */
    private static final double NEWEST = 0.2;

    private final Map<String, Rates> models = new HashMap<>();
    private final Mean step = new Mean();
    private final Mean batch = new Mean();

    /** Notes a step of a batch, all pictures of which are of the same size. */
    void stepped(Load one, int pictures, Duration took) {
        step.add((double) took.toNanos());
        batch.add(pictures);
        rates(one.model()).perStep.add((double) took.toNanos() / (one.pixels() * pictures));
    }

    /** Notes what one picture took beyond its steps: its share of the beginning, its previews, the decoding. */
    void spentBesides(Load one, Duration took) {
        rates(one.model()).besides.add((double) took.toNanos() / one.pixels());
    }

    /** Estimate of the device's time for this work; zero for a model that was never measured. */
    Duration of(Load load) {
        var rates = rates(load.model());
        return Duration.ofNanos(
                (long) (load.pixels() * (rates.perStep.value() * load.steps() + rates.besides.value())));
    }

    Duration step() {
        return Duration.ofNanos((long) step.value());
    }

    double batch() {
        return batch.value();
    }

    private Rates rates(String model) {
        return models.computeIfAbsent(model, id -> new Rates(new Mean(), new Mean()));
    }

    /** Nanoseconds per pixel: of one step of one picture, and of everything else that a picture takes. */
    private record Rates(Mean perStep, Mean besides) {}

    private static final class Mean {
        private double value;
        private boolean known;

        void add(double measured) {
            value = known ? value + NEWEST * (measured - value) : measured;
            known = true;
        }

        double value() {
            return value;
        }
    }
}
