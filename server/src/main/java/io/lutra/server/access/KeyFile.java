package io.lutra.server.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code keys.json} in a data folder, which its owner alone can read. It is replaced as a whole, so that a server that
 * reads it meanwhile sees the old or the new one; a lock keeps two commands from overwriting each other's changes. Thread-safe
 * between processes.
 */
public final class KeyFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path dataDir;
    private final Path file;

    /** In a data folder; there need be none yet. */
    public KeyFile(Path dataDir) {
        this.dataDir = dataDir;
        file = dataDir.resolve("keys.json");
    }

    private record Content(List<StoredKey> keys) {}

    /** A key that was just made. The secret is shown once, and kept nowhere. */
    public record Made(StoredKey key, String secret) {}

    /** What changes with every replacement of the file. */
    record Version(Object file, Instant modified, long size) {}

    /**
     * The kept keys, in the order in which they were made.
     *
     * @throws UncheckedIOException if the file cannot be read; the message names it
     */
    public List<StoredKey> read() {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), Content.class).keys();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keys, " + file, e);
        } catch (JacksonException e) {
            throw new UncheckedIOException("cannot read the keys", new IOException(file + " is not a file of keys", e));
        }
    }

    Optional<Version> version() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(
                    String.valueOf(attributes.fileKey()),
                    attributes.lastModifiedTime().toInstant(),
                    attributes.size()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * Makes a key and keeps what is needed to know it again.
     *
     * @throws IllegalArgumentException if there is one of this name
     * @throws UncheckedIOException if it cannot be kept
     */
    public Made add(String name, Grant grant, Instant now, RandomGenerator random) {
        var token = Token.make(random);
        var made = token.stored(name, grant, now, random);
        change(keys -> {
            if (keys.stream().anyMatch(key -> key.name().equals(name))) {
                throw new IllegalArgumentException("there is a key named " + name + " already");
            }
            var more = new ArrayList<>(keys);
            more.add(made);
            return more;
        });
        return new Made(made, token.text());
    }

    /**
     * Forgets the key of this name or id; it is refused from then on.
     *
     * @throws IllegalArgumentException if there is none
     * @throws UncheckedIOException if the file cannot be changed
     */
    public void revoke(String nameOrId) {
        change(keys -> {
            var rest = keys.stream()
                    .filter(key -> !key.name().equals(nameOrId) && !key.id().equals(nameOrId))
                    .toList();
            if (rest.size() == keys.size()) {
                throw new IllegalArgumentException("there is no key " + nameOrId);
            }
            return rest;
        });
    }

    private void change(UnaryOperator<List<StoredKey>> change) {
        var ownersAlone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var folder = dataDir.toAbsolutePath();
            Files.createDirectories(folder);
            var lockFile = folder.resolve("keys.lock");
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                var changed =
                        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Content(change.apply(read())));
                var fresh = Files.createTempFile(folder, "keys", ".new", ownersAlone);
                try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    written.write(ByteBuffer.wrap(changed));
                    written.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change the keys, " + file, e);
        }
    }
}
