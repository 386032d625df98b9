package io.lutra.jobs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Says, once and for all, that nobody wants a result any more: made where a request comes in, cancelled when its client
 * leaves, asked or listened to wherever work is done for it. Thread-safe.
 */
public final class CancelSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private volatile boolean cancelled;

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Cancels, and calls every listener on this thread; after the first time does nothing. */
    public void cancel() {
        List<Listener> told;
        lock.lock();
        try {
            cancelled = true;
            told = new ArrayList<>(listeners);
            listeners.clear();
        } finally {
            lock.unlock();
        }
        told.forEach(listener -> listener.action.run());
    }

    /**
     * Has an action run when this is cancelled; at once, on this thread, if it is already.
     *
     * @param action short, never blocking, never throwing
     * @return forgets the action when closed
     */
    public Registration whenCancelled(Runnable action) {
        var listener = new Listener(action);
        boolean now;
        lock.lock();
        try {
            now = cancelled;
            if (!now) {
                listeners.add(listener);
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
        return () -> forget(listener);
    }

    private void forget(Listener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** An action that waits for a cancellation. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Forgets the action; it may be running at this moment. */
        @Override
        void close();
    }

    /** Compared by identity, so that one action may be registered twice. */
    private static final class Listener {
        private final Runnable action;

        private Listener(Runnable action) {
            this.action = action;
        }
    }
}
