package io.lutra.server.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was drawn for whom, kept across restarts. Thread-safe.
 *
 * <p>Every picture is accounted once, however often it is told. While the database cannot be written, what was drawn waits in
 * memory, up to a bound, and is written with the next picture.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    private final Database database;
    private final Duration kept;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<DrawnPicture> waiting = new ArrayDeque<>();
    private Instant tidied = Instant.EPOCH;

    /**
     * In a database, which it does not close.
     *
     * @param kept how long pictures stay accounted
     */
    public Ledger(Database database, Duration kept) {
        this.database = database;
        this.kept = kept;
    }

    /** Accounts a picture; never fails. */
    public void add(DrawnPicture picture) {
        try {
            database.write(connection -> insert(connection, List.of(picture)));
            afterwards(picture.time());
        } catch (SQLException | RuntimeException e) {
            keepWaiting(picture);
            LOG.warn("usage cannot be written now; its pictures wait to be accounted", e);
        }
    }

    private void keepWaiting(DrawnPicture picture) {
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
                LOG.error(
                        "usage cannot be kept: picture {} of {} is lost",
                        waiting.peek().picture(),
                        waiting.peek().request());
                waiting.remove();
            }
            waiting.add(picture);
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits, now that it can be written, and forgets what is too old. */
    private void afterwards(Instant now) throws SQLException {
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                var pictures = List.copyOf(waiting);
                database.run(connection -> insert(connection, pictures));
                waiting.clear();
            }
            if (Duration.between(tidied, now).abs().compareTo(TIDY_EVERY) > 0) {
                database.run(connection -> tidy(connection, now));
                tidied = now;
            }
        } finally {
            lock.unlock();
        }
    }

    private static int insert(Connection connection, List<DrawnPicture> pictures) throws SQLException {
        try (var statement =
                connection.prepareStatement("INSERT OR IGNORE INTO pictures(request, picture, time, account,"
                        + " api_key_id, user_id, model, size, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var picture : pictures) {
                statement.setString(1, picture.request());
                statement.setInt(2, picture.picture());
                statement.setLong(3, picture.time().getEpochSecond());
                statement.setString(4, picture.account());
                statement.setString(5, picture.keyId());
                statement.setString(6, picture.user());
                statement.setString(7, picture.model());
                statement.setString(8, picture.size());
                statement.setString(9, picture.source());
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    private boolean tidy(Connection connection, Instant now) throws SQLException {
        delete(connection, "DELETE FROM pictures WHERE time < ?", now.minus(kept));
        delete(connection, "DELETE FROM results WHERE expires < ?", now);
        return true;
    }

    private static void delete(Connection connection, String command, Instant before) throws SQLException {
        try (var statement = connection.prepareStatement(command)) {
            statement.setLong(1, before.getEpochSecond());
            statement.executeUpdate();
        }
    }

    /** How many pictures of an account were drawn on the day of a moment, UTC; 0 if that cannot be read. */
    public int drawn(String account, Instant moment) {
        var day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        try {
            return database.run(connection -> {
                try (var statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM pictures WHERE account = ? AND time >= ? AND time < ?")) {
                    statement.setString(1, account);
                    statement.setLong(2, day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
                    statement.setLong(
                            3, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
                    try (var row = statement.executeQuery()) {
                        return row.getInt(1);
                    }
                }
            });
        } catch (SQLException | RuntimeException e) {
            LOG.warn("usage cannot be read; {} is taken to have drawn nothing today", account, e);
            return 0;
        }
    }

    /**
     * Adds up what was drawn, by stretches of time and whatever else the query says, in the order of time.
     *
     * @throws SQLException if it cannot be read
     */
    public List<UsageTotal> totals(UsageQuery query) throws SQLException {
        return database.run(connection -> {
            try (var statement = prepared(connection, query);
                    var row = statement.executeQuery()) {
                var totals = new ArrayList<UsageTotal>();
                while (row.next()) {
                    var group = new ArrayList<String>();
                    for (int i = 0; i < query.groups().size(); i++) {
                        group.add(row.getString(4 + i));
                    }
                    totals.add(new UsageTotal(row.getLong(1), row.getLong(2), row.getLong(3), group));
                }
                return totals;
            }
        });
    }

    private static PreparedStatement prepared(Connection connection, UsageQuery query) throws SQLException {
        var columns = new StringBuilder();
        query.groups().forEach(dimension -> columns.append(", ").append(dimension.column()));
        var conditions = new StringBuilder();
        query.only()
                .forEach((dimension, values) -> conditions
                        .append(" AND ")
                        .append(dimension.column())
                        .append(" IN (")
                        .append("?, ".repeat(values.size() - 1))
                        .append("?)"));
        query.account().ifPresent(account -> conditions.append(" AND account = ?"));
        var statement =
                connection.prepareStatement("SELECT time / ? * ? AS begin, COUNT(*), COUNT(DISTINCT request)" + columns
                        + " FROM pictures WHERE time >= ? AND time < ?" + conditions + " GROUP BY begin" + columns
                        + " ORDER BY begin" + columns);
        int at = 1;
        statement.setLong(at++, query.width().toSeconds());
        statement.setLong(at++, query.width().toSeconds());
        statement.setLong(at++, query.from().getEpochSecond());
        statement.setLong(at++, query.to().getEpochSecond());
        for (var values : query.only().values()) {
            for (var value : values) {
                statement.setString(at++, value);
            }
        }
        if (query.account().isPresent()) {
            statement.setString(at, query.account().get());
        }
        return statement;
    }
}
