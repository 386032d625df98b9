package io.lutra.server.safety;

import io.lutra.api.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in {@code audit.jsonl}, which its owner alone can read. The file is ended, and named after the moment, when it is large
 * enough or a day in UTC is over; of the ended ones only so many are kept, for so long. Thread-safe.
 *
 * <p>A disk that takes nothing stops nobody: the log says so once, and when it takes lines again one of them says how many are
 * missing.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final String CURRENT = "audit.jsonl";

    private final Path folder;
    private final SafetyConfig.Audit config;
    private final InstantSource clock;

    /** Guards everything below, and the folder. */
    private final ReentrantLock lock = new ReentrantLock();

    private State state = new Closed();
    private long lost;
    private boolean ended;

    private sealed interface State {}

    private record Closed() implements State {}

    /** A file that lines are added to, with the day of the last one. */
    private record Open(FileChannel channel, LocalDate day) implements State {}

    /** In a folder, which is made with the first line if it is missing. */
    AuditLog(Path folder, SafetyConfig.Audit config, InstantSource clock) {
        this.folder = folder;
        this.config = config;
        this.clock = clock;
    }

    /** Adds a line; never fails. */
    void write(AuditLine line) {
        var bytes = bytes(line);
        lock.lock();
        try {
            if (ended) {
                return;
            }
            var now = clock.instant();
            try {
                var channel = channel(now, bytes.length);
                if (lost > 0) {
                    add(channel, bytes(new AuditLine.Lost(time(now), "lost", lost)));
                    LOG.info("the audit log can be written again; {} lines are missing", lost);
                    lost = 0;
                }
                add(channel, bytes);
            } catch (IOException e) {
                lose(e);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A moment as lines have it. */
    static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static byte[] bytes(AuditLine line) {
        var json = Json.bytes(line);
        var bytes = ByteBuffer.allocate(json.length + 1);
        return bytes.put(json).put((byte) '\n').array();
    }

    private static void add(FileChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void lose(IOException e) {
        if (lost == 0) {
            LOG.error("cannot write the audit log in {}: requests go on without", folder, e);
        }
        lost++;
        closeFile();
    }

    /** The file that takes a line of this length now. */
    private FileChannel channel(Instant now, int length) throws IOException {
        var open = open();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long size = open.channel().size();
        if (size > 0 && (size + length > config.fileBytes() || !open.day().equals(today))) {
            closeFile();
            Files.move(folder.resolve(CURRENT), folder.resolve(name(now)));
            tidy(now);
            open = open();
        }
        state = new Open(open.channel(), today);
        return open.channel();
    }

    /** Of a file that ends now; two of one moment are told apart. */
    private String name(Instant now) {
        var stem = "audit-" + STAMP.format(now);
        var name = stem + ".jsonl";
        for (int i = 1; Files.exists(folder.resolve(name)); i++) {
            name = stem + "-" + String.format("%04d", i) + ".jsonl";
        }
        return name;
    }

    private Open open() throws IOException {
        if (state instanceof Open open) {
            return open;
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var file = folder.resolve(CURRENT);
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            endTornLine(channel);
            var day = LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
            var open =
                    new Open(channel, channel.size() == 0 ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : day);
            state = open;
            return open;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What was cut off by a crash or a full disk is taken away, so that every line is whole. */
    private static void endTornLine(FileChannel channel) throws IOException {
        var last = ByteBuffer.allocate(1);
        long size = channel.size();
        while (size > 0) {
            last.clear();
            channel.read(last, size - 1);
            if (last.get(0) == '\n') {
                break;
            }
            size--;
        }
        channel.truncate(size);
        channel.position(size);
    }

    /** Deletes ended files that are too many or too old. */
    private void tidy(Instant now) throws IOException {
        List<Path> oldestFirst;
        try (var files = Files.list(folder)) {
            oldestFirst = files.filter(
                            file -> file.getFileName().toString().matches("audit-\\d{8}T\\d{9}(-\\d+)?\\.jsonl"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        int tooMany = Math.max(0, oldestFirst.size() - config.files());
        for (int i = 0; i < oldestFirst.size(); i++) {
            var file = oldestFirst.get(i);
            boolean tooOld = !config.keep().isZero()
                    && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(config.keep()));
            if (i < tooMany || tooOld) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void closeFile() {
        if (state instanceof Open(var channel, var _)) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("cannot close the audit log", e);
            }
        }
        state = new Closed();
    }

    /** Later lines are dropped. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            closeFile();
        } finally {
            lock.unlock();
        }
    }
}
