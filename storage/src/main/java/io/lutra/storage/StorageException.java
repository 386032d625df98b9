package io.lutra.storage;

import java.io.Closeable;
import java.io.IOException;

/** A fault of a store. Messages name the thing that could not be written or read. */
public sealed class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StorageException(String message) {
        super(message);
    }

    private StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    static void closing(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new Unavailable("cannot close a picture: " + e.getMessage(), e);
        }
    }

    /** There is no room for one more picture. */
    public static final class Full extends StorageException {
        private static final long serialVersionUID = 1L;

        /** Says how much room there is. */
        public Full(String message) {
            super(message);
        }

        /** Says what is full. */
        public Full(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store cannot be written or read. */
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        /** Says what cannot be done. */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
