package io.lutra.bench.load;

import io.lutra.bench.load.Traffic.Act;
import io.lutra.cli.Installation;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.server.LutraServer;
import io.lutra.server.ServerConfig;
import io.lutra.storage.StoreLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Clients that leave, dawdle and talk nonsense among good ones, in blocks; after each the server must hold what it held before.
 * The server draws with the default model. Run it by {@code bench/abuse} or {@code bench/soak}.
 */
final class AbuseBench {
    private static final int CLIENTS = 32;
    private static final int WARM_UP = 600;
    private static final Duration LINK_LIFE = Duration.ofSeconds(3);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Traffic traffic;
    private final Path folder;
    private final Map<Act, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> wrong = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    private AbuseBench(Traffic traffic, Path folder) {
        this.traffic = traffic;
        this.folder = folder;
    }

    /**
     * {@code REQUESTS BLOCKS PERCENT [SEED]}: as many requests in as many blocks, of which so many percent are bad. Ends with
     * status 1 if something is held that was not held before, or an answer is wrong.
     */
    public static void main(String[] arguments) throws Exception {
        int requests = Integer.parseInt(arguments[0]);
        int blocks = Integer.parseInt(arguments[1]);
        int percent = Integer.parseInt(arguments[2]);
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        var data = Files.createTempDirectory("lutra-abuse");
        var config = ServerConfig.standard(data)
                .listeningOn("127.0.0.1", 0)
                .withLinkLife(LINK_LIFE)
                .withStore(new StoreLimits(1L << 30, 0, Duration.ofSeconds(1)));
        var device = Device.start(DeviceSettings.from(System.getenv(), System.getProperties()));
        boolean well;
        try (var server = LutraServer.start(config, () -> Installation.models(device))) {
            server.awaitReady();
            var bench = new AbuseBench(new Traffic(server.port()), Path.of(System.getProperty("java.io.tmpdir")));
            bench.block(new Random(seed), WARM_UP, percent);
            var before = bench.settled(null);
            bench.done.clear();
            bench.wrong.clear();
            bench.refused.reset();
            System.out.println(Vitals.HEAD);
            System.out.println(before.row("before"));
            long begun = System.nanoTime();
            var last = before;
            for (int i = 1; i <= blocks; i++) {
                bench.block(new Random(seed + i), requests / blocks, percent);
                last = bench.settled(before);
                System.out.println(last.row(requests / blocks * i + " requests"));
            }
            System.out.printf(
                    "%n%d requests in %.0f s: %s%nrefused for the crowd (429, 503): %d; wrong answers: %s%n",
                    requests,
                    (System.nanoTime() - begun) / 1e9,
                    new TreeMap<>(bench.done),
                    bench.refused.sum(),
                    bench.wrong.isEmpty() ? "none" : bench.wrong);
            well = last.holdsNoMoreThan(before) && bench.wrong.isEmpty();
            System.out.println(well ? "Nothing is held that was not held before." : "NOT WELL");
        }
        System.exit(well ? 0 : 1);
    }

    private void block(Random random, int requests, int percent) throws Exception {
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < requests; i++) {
            var acts = random.nextInt(100) < percent ? Act.BAD : Act.GOOD;
            var act = acts.get(random.nextInt(acts.size()));
            long seed = random.nextLong();
            work.add(() -> act(act, new Random(seed)));
        }
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var result : clients.invokeAll(work)) {
                result.get();
            }
        }
    }

    private Void act(Act act, Random random) throws InterruptedException {
        done.computeIfAbsent(act, fresh -> new LongAdder()).increment();
        try {
            int status = traffic.act(act, random);
            if (status == 429 || status == 503) {
                refused.increment();
            }
            if (!Traffic.isRight(act, status)) {
                note(act + " answered " + status);
            }
        } catch (IOException e) {
            if (!isOver(act)) {
                note(act + " broke: " + e.getMessage());
            }
        }
        return null;
    }

    /** Whether the client was about to leave anyway. */
    private static boolean isOver(Act act) {
        return Traffic.isRight(act, 0);
    }

    private void note(String what) {
        wrong.computeIfAbsent(what, fresh -> new LongAdder()).increment();
    }

    /** What is held when links have expired, and nothing is on its way: as soon as it is no more than before, or after a while. */
    private Vitals settled(@Nullable Vitals before) throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLING.toNanos();
        if (before == null) {
            Thread.sleep(LINK_LIFE.multipliedBy(3));
        }
        var now = Vitals.now(folder);
        while (before != null && !now.holdsNoMoreThan(before) && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            now = Vitals.now(folder);
        }
        return now;
    }
}
