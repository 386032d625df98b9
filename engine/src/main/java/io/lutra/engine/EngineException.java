package io.lutra.engine;

/** A fault of the engine: something that the caller of a single call cannot mend. Messages name the offending thing. */
public sealed class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    private EngineException(String message) {
        super(message);
    }

    /** A weight file that is missing, truncated, or not what it should be. */
    public static final class BadWeights extends EngineException {
        private static final long serialVersionUID = 1L;

        /** The message names the file and what to do. */
        public BadWeights(String message) {
            super(message);
        }

        /** The message names the file and what to do. */
        public BadWeights(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A request that the model's {@link ModelInfo} does not allow. */
    public static final class Unsupported extends EngineException {
        private static final long serialVersionUID = 1L;

        /** The message names what was asked for and what is allowed. */
        public Unsupported(String message) {
            super(message);
        }
    }

    /** The device's memory does not suffice for what was asked. */
    public static final class OutOfMemory extends EngineException {
        private static final long serialVersionUID = 1L;

        /** The message names what was asked for, and what there is. */
        public OutOfMemory(String message) {
            super(message);
        }

        /** The message names what was being allocated. */
        public OutOfMemory(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The native library refused an operation, or there is no such device. */
    public static final class DeviceFault extends EngineException {
        private static final long serialVersionUID = 1L;

        /** The message names the device and what to do. */
        public DeviceFault(String message) {
            super(message);
        }

        /** The message names the operation. */
        public DeviceFault(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
