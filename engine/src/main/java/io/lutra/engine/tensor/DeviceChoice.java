package io.lutra.engine.tensor;

import java.util.Optional;

/** Which device is asked for. */
public sealed interface DeviceChoice {
    /** The first GPU if there is one that this build can use, else the CPU. */
    DeviceChoice AUTO = new Automatic();

    /** What {@link #AUTO} is. */
    record Automatic() implements DeviceChoice {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The processor. */
    record Cpu() implements DeviceChoice {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * A GPU of NVIDIA's.
     *
     * @param index its number, as {@code nvidia-smi} counts
     */
    record Cuda(int index) implements DeviceChoice {
        /** The largest number that can be asked for. */
        static final int LAST = 99;

        /** Refuses a number outside of 0 to 99. */
        public Cuda {
            if (index < 0 || index > LAST) {
                throw new IllegalArgumentException("GPUs are numbered 0 to " + LAST + ", but this is " + index);
            }
        }

        @Override
        public String toString() {
            return "cuda:" + index;
        }
    }

    /** Reads {@code auto}, {@code cpu}, {@code cuda} (the first GPU) or {@code cuda:N}, in any case; empty for anything else. */
    static Optional<DeviceChoice> find(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return Optional.of(AUTO);
        }
        if (text.equalsIgnoreCase("cpu")) {
            return Optional.of(new Cpu());
        }
        if (text.matches("(?i)cuda(:\\d{1,2})?")) {
            int colon = text.indexOf(':');
            return Optional.of(new Cuda(colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1))));
        }
        return Optional.empty();
    }
}
