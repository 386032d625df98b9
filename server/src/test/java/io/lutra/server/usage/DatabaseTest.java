package io.lutra.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final int WRITERS = 200;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenAtOnceIsThereThoughOthersFail() throws Exception {
        try (var database = new Database(Database.file(folder), InstantSource.system());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                work.add(() -> write(database, number));
            }
            var results = threads.invokeAll(work);

            int failed = 0;
            for (int i = 0; i < WRITERS; i++) {
                boolean shouldFail = i % 10 == 0;
                assertThat(results.get(i).get()).as("writer %d", i).isEqualTo(!shouldFail);
                failed += shouldFail ? 1 : 0;
            }
            assertThat(count(database)).isEqualTo(WRITERS - failed);
        }
    }

    /** Every tenth writes its row and then fails. */
    private static boolean write(Database database, int number) {
        try {
            database.write(connection -> {
                try (var statement =
                        connection.prepareStatement("INSERT INTO results VALUES (?, '', 'somebody', 1, 0, '', '')")) {
                    statement.setString(1, "req_" + number);
                    statement.executeUpdate();
                }
                if (number % 10 == 0) {
                    throw new SQLException("on purpose");
                }
            });
            return true;
        } catch (SQLException onPurpose) {
            return false;
        }
    }

    private static int count(Database database) throws SQLException {
        return database.run(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM results")) {
                return row.getInt(1);
            }
        });
    }
}
