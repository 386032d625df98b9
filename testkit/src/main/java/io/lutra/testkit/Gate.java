package io.lutra.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads through, or as many as a test says. Open at first. Thread-safe; every wait ends after half a minute. */
public final class Gate {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long allowed = Long.MAX_VALUE;
    private int waiting;

    /** Lets nobody through any more. */
    public void shut() {
        set(0);
    }

    /** Lets everybody through. */
    public void open() {
        set(Long.MAX_VALUE);
    }

    /** Lets the next few through, besides those that were allowed already. */
    public void allow(int passes) {
        lock.lock();
        try {
            allowed += passes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody stands before the gate. */
    public void awaitWaiting() {
        await(() -> waiting > 0, "nobody came to the gate");
    }

    /** Goes through, waiting if need be. */
    public void pass() {
        lock.lock();
        try {
            waiting++;
            changed.signalAll();
            await(() -> allowed > 0, "the gate was not opened");
            waiting--;
            allowed -= allowed == Long.MAX_VALUE ? 0 : 1;
        } finally {
            lock.unlock();
        }
    }

    private void set(long passes) {
        lock.lock();
        try {
            allowed = passes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier condition, String otherwise) {
        lock.lock();
        try {
            long nanos = PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    throw new IllegalStateException(otherwise + " in " + PATIENCE);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted at the gate", e);
        } finally {
            lock.unlock();
        }
    }
}
