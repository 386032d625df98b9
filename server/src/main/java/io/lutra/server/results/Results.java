package io.lutra.server.results;

import io.lutra.server.results.KeptResult.Kept;
import io.lutra.server.results.KeptResult.Order;
import io.lutra.server.usage.Database;
import io.lutra.storage.ImageId;
import io.lutra.storage.ImageType;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that can be given again, by the id of their request. Thread-safe. */
public final class Results {
    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    private final Database database;
    /** What is being answered. */
    private final Set<Order> begun = ConcurrentHashMap.newKeySet();

    /** In a database, which it does not close. */
    public Results(Database database) {
        this.database = database;
    }

    /** Remembers that a request is being answered. */
    public void begin(Order order) {
        begun.add(order);
    }

    /** Forgets that a request is being answered. */
    public void end(Order order) {
        begun.remove(order);
    }

    /** Whether a request of an account is being answered, by its id or by the one that the client gave it. */
    public boolean isBegun(String id, String account) {
        return begun.stream().anyMatch(order -> order.isNamed(id, account));
    }

    /** Keeps an answer; if that cannot be done it is only logged. */
    public void keep(KeptResult result) {
        try {
            database.write(connection -> {
                try (var statement = connection.prepareStatement(
                        "INSERT OR REPLACE INTO results(request, client_id, account, expires,"
                                + " linked, pictures, body) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                    statement.setString(1, result.order().request());
                    statement.setString(2, result.order().clientId());
                    statement.setString(3, result.order().account());
                    statement.setLong(4, result.expires().getEpochSecond());
                    statement.setInt(5, result.linked() ? 1 : 0);
                    statement.setString(6, written(result));
                    statement.setString(7, new String(result.body(), StandardCharsets.UTF_8));
                    statement.executeUpdate();
                }
            });
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the answer of {} cannot be kept", result.order().request(), e);
        }
    }

    /**
     * The answer of a request, unless there is none, it has expired, or it is another's. If a client gave one id to several
     * requests it is the answer of the last one.
     *
     * @param id of the request, or what the client called it
     * @param anybodys whether that of another may be found by the id of the request
     * @throws SQLException if it cannot be read
     */
    public Optional<KeptResult> find(String id, String account, boolean anybodys, Instant now) throws SQLException {
        Optional<KeptResult> found = database.run(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT request, client_id, account, expires, linked, pictures, body FROM results"
                            + " WHERE (request = ?1 AND (account = ?2 OR ?3)) OR (client_id = ?1 AND account = ?2)"
                            + " ORDER BY expires DESC LIMIT 1")) {
                statement.setString(1, id);
                statement.setString(2, account);
                statement.setBoolean(3, anybodys);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        });
        return found.filter(result -> result.expires().isAfter(now));
    }

    private static String written(KeptResult result) {
        return result.pictures().stream()
                .map(kept -> kept.id() + "." + kept.type().name())
                .collect(Collectors.joining(" "));
    }

    private static KeptResult read(ResultSet row) throws SQLException {
        var pictures = Stream.of(row.getString(6).split(" "))
                .map(written -> written.split("\\."))
                .map(parts -> new Kept(new ImageId(parts[0]), ImageType.valueOf(parts[1])))
                .toList();
        return new KeptResult(
                new Order(row.getString(1), row.getString(2), row.getString(3)),
                Instant.ofEpochSecond(row.getLong(4)),
                row.getInt(5) == 1,
                pictures,
                row.getString(7).getBytes(StandardCharsets.UTF_8));
    }
}
