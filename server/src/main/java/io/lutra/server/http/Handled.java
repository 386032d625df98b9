package io.lutra.server.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many requests are being answered, to the last byte. Thread-safe. */
final class Handled {
    /** Guards {@link #count}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition none = lock.newCondition();
    private int count;

    void begun() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is none; whether that was so in time. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }
}
