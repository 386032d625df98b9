package io.lutra.server.pictures;

import io.lutra.jobs.Job;
import io.lutra.jobs.Stage;
import io.lutra.server.http.Call;
import io.lutra.server.http.Lap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Notes of a call what its time went into. Used by the thread of the call. */
record Laps(Call call, InstantSource clock) {
    /** Does something about one picture, and notes how long it took. */
    <T> T time(String name, int picture, Supplier<T> work) {
        var from = clock.instant();
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            call.took(new Lap(
                    name, from, Duration.ofNanos(System.nanoTime() - begun), Map.of("picture", (long) picture)));
        }
    }

    /** Notes what a job went through so far. */
    void of(Job job) {
        job.stages().forEach(stage -> call.took(lap(stage)));
    }

    private static Lap lap(Stage stage) {
        return new Lap(
                stage.kind().name().toLowerCase(Locale.ROOT),
                stage.from(),
                stage.took(),
                Map.of("picture", (long) stage.picture(), "pictures", (long) stage.pictures()));
    }
}
