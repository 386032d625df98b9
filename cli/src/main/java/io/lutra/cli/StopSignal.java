package io.lutra.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C, SIGTERM and SIGHUP: the first one asks the program to end, and the program's own status is that of the process. A
 * second one ends it at once.
 */
/* Implementation note. Java tells of a signal by its shutdown hooks, knows nothing of a second one, and ends with a status that
 * says that a signal came. So the hook gives the signals back to the system, whose default is to end the process, waits for the
 * program, and ends the process itself. */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final Thread interrupted;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicInteger status = new AtomicInteger(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private StopSignal(Thread interrupted) {
        this.interrupted = interrupted;
    }

    /** Has the first signal interrupt a thread from now on. */
    static StopSignal interrupting(Thread thread) {
        var stop = new StopSignal(thread);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stop::arrived));
        return stop;
    }

    private void arrived() {
        if (over.getCount() == 0) {
            return;
        }
        asked.set(true);
        giveBackSignals();
        interrupted.interrupt();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status.get());
    }

    /** Calls {@code signal(2)} of the C library, which every system has that has signals. */
    @SuppressWarnings("restricted") // the signature is that of the manual
    private static void giveBackSignals() {
        var linker = Linker.nativeLinker();
        var signal = linker.defaultLookup()
                .find("signal")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
        if (signal.isEmpty()) {
            return;
        }
        try {
            for (int number : new int[] {SIGINT, SIGTERM}) {
                var _ = (MemorySegment) signal.get().invokeExact(number, MemorySegment.NULL);
            }
        } catch (Throwable e) { // a method handle declares nothing narrower
            LOG.debug("a second signal will not end it at once", e);
        }
    }

    /** Says that the program is over; a signal that comes later changes nothing. */
    void over(int status) {
        this.status.set(status);
        over.countDown();
    }

    /**
     * Does nothing if a signal came, so that it explains an interrupt.
     *
     * @throws InterruptedException the given one, if none came
     */
    void requireAsked(InterruptedException interrupt) throws InterruptedException {
        if (!asked.get()) {
            throw interrupt;
        }
    }
}
