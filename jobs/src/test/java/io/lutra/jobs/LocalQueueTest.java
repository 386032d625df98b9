package io.lutra.jobs;

import io.lutra.engine.ModelRegistry;
import io.lutra.testkit.FakeClock;

class LocalQueueTest extends JobQueueContract {
    @Override
    JobQueue open(ModelRegistry models, QueueLimits limits, FakeClock clock) {
        return LocalQueue.start(models, limits, clock);
    }
}
