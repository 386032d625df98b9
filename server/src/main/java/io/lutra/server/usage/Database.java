package io.lutra.server.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file of a data folder, opened when it is first needed. Thread-safe; other processes of its owner may read it
 * meanwhile.
 *
 * <p>A file that is no database any more is put aside under another name, and a new one is begun: nothing that a server draws
 * may depend on its accounts.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_MILLIS = 2000;
    private static final Set<SQLiteErrorCode> BROKEN =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

    /** What each version of the schema adds to the one before. Never changed once released. */
    private static final List<String> VERSIONS = List.of("""
            CREATE TABLE pictures(
                request TEXT NOT NULL, picture INTEGER NOT NULL, time INTEGER NOT NULL, account TEXT NOT NULL,
                api_key_id TEXT NOT NULL, user_id TEXT NOT NULL, model TEXT NOT NULL, size TEXT NOT NULL,
                source TEXT NOT NULL, PRIMARY KEY(request, picture)) WITHOUT ROWID;
            CREATE INDEX pictures_by_time ON pictures(time);
            CREATE INDEX pictures_by_account ON pictures(account, time);
            CREATE TABLE results(
                request TEXT NOT NULL PRIMARY KEY, client_id TEXT NOT NULL, account TEXT NOT NULL, expires INTEGER NOT NULL,
                linked INTEGER NOT NULL, pictures TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX results_by_client_id ON results(client_id, account);
            CREATE INDEX results_by_expiry ON results(expires);
            """);

    private final Path file;
    private final InstantSource clock;

    /** Guards the connection. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Who wants something written. */
    private final ConcurrentLinkedQueue<Turn> turns = new ConcurrentLinkedQueue<>();

    private @Nullable Connection connection;
    private boolean closed;

    /** In a file, which is made with the first use if it is missing. */
    public Database(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The one of a data folder. */
    public static Path file(Path dataDir) {
        return dataDir.resolve("usage.db");
    }

    /** Something done with the database. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it in one transaction. */
        T in(Connection connection) throws SQLException;
    }

    /**
     * Does something in a transaction of its own.
     *
     * @throws SQLException if it cannot be done; nothing has changed then
     */
    public <T> T run(Work<T> work) throws SQLException {
        lock.lock();
        try {
            try {
                return inTransaction(work);
            } catch (SQLiteException broken) {
                if (!BROKEN.contains(broken.getResultCode())) {
                    throw broken;
                }
                putAside(broken);
                return inTransaction(work);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something in a transaction that it may share with what others want done at the same time: for a commit costs more than
     * a row. It is done when this returns; if something else in the transaction fails, each is done alone.
     *
     * @throws SQLException if it cannot be done; nothing of it has changed then
     */
    public void write(Write write) throws SQLException {
        var turn = new Turn(write);
        turns.add(turn);
        lock.lock();
        try {
            if (!turn.done) {
                writeAll();
            }
        } finally {
            lock.unlock();
        }
        if (turn.failure != null) {
            throw turn.failure;
        }
    }

    /** Something that is written. */
    @FunctionalInterface
    public interface Write {
        /** Writes it, within a transaction. */
        void in(Connection connection) throws SQLException;
    }

    /** One who waits for the lock, under which its fields are. */
    private static final class Turn {
        private final Write write;
        private boolean done;
        private @Nullable SQLException failure;

        private Turn(Write write) {
            this.write = write;
        }
    }

    private void writeAll() {
        var together = new ArrayList<Turn>();
        for (var turn = turns.poll(); turn != null; turn = turns.poll()) {
            together.add(turn);
        }
        try {
            write(together);
        } catch (SQLException | RuntimeException oneOfThem) {
            LOG.debug("written one by one", oneOfThem);
            for (var turn : together) {
                try {
                    write(List.of(turn));
                } catch (SQLException e) {
                    turn.failure = e;
                } catch (RuntimeException e) {
                    turn.failure = new SQLException(e);
                }
            }
        }
        together.forEach(turn -> turn.done = true);
    }

    private void write(List<Turn> together) throws SQLException {
        run(connection -> {
            for (var turn : together) {
                turn.write.in(connection);
            }
            return together.size();
        });
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        var open = connection == null ? connect() : connection;
        try {
            T result = work.in(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            disconnect();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        if (closed) {
            throw new SQLException("the database has been closed");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new SQLException("cannot make " + file, e);
        }
        var fresh = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            try (var statement = fresh.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
            }
            fresh.setAutoCommit(false);
            migrate(fresh);
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        connection = fresh;
        return fresh;
    }

    private void migrate(Connection fresh) throws SQLException {
        try (var statement = fresh.createStatement()) {
            int version;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > VERSIONS.size()) {
                throw new SQLException(file + " was written by a newer Lutra (schema " + version + ", known are "
                        + VERSIONS.size() + ")");
            }
            for (var script : VERSIONS.subList(version, VERSIONS.size())) {
                for (var command : script.split(";\\s*", -1)) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
            statement.execute("PRAGMA user_version = " + VERSIONS.size());
            fresh.commit();
        }
    }

    private void putAside(SQLException why) {
        disconnect();
        var aside = file.resolveSibling(
                file.getFileName() + ".broken-" + clock.instant().getEpochSecond());
        LOG.error("{} is broken and is put aside as {}; a new one is begun", file, aside.getFileName(), why);
        try {
            Files.move(file, aside);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " aside", e);
        }
    }

    private void disconnect() {
        var open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("{} could not be closed", file, e);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }
}
