package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.server.uploads.UploadGate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UploadGateTest {
    @Test
    void letsInOneAfterTheOtherWhenTheHeapIsSmall() throws InterruptedException {
        var gate = UploadGate.forHeap(64 << 20);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            Thread.ofVirtual().start(() -> {
                try (var _ = gate.enter()) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
        }
        done.await();

        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void letsInSeveralWhenTheHeapIsLarge() throws InterruptedException {
        var gate = UploadGate.forHeap(8L << 30);

        try (var first = gate.enter();
                var second = gate.enter()) {
            assertThat(first).isNotSameAs(second);
        }
    }
}
