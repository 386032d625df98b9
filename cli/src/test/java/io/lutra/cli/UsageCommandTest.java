package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.server.access.Grant;
import io.lutra.server.access.KeyFile;
import io.lutra.server.usage.Database;
import io.lutra.server.usage.DrawnPicture;
import io.lutra.server.usage.Ledger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class UsageCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        var all = new String[words.length + 3];
        all[0] = "usage";
        all[1] = "--data-dir";
        all[2] = folder.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return Main.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private void draw(Instant time, String request, int pictures, String key, String user) {
        try (var database = new Database(Database.file(folder), Instant::now)) {
            var ledger = new Ledger(database, Duration.ofDays(100_000));
            for (int i = 0; i < pictures; i++) {
                ledger.add(new DrawnPicture(
                        request, i, time, key, key, user, "lutra-sketch", "256x256", "image.generation"));
            }
        }
    }

    @Test
    void addsUpByTheNamesOfKeys() throws Exception {
        var anna = new KeyFile(folder)
                .add("anna", Grant.STANDARD, NOON, new Random(1))
                .key()
                .id();
        draw(NOON, "req_1", 2, anna, "");
        draw(NOON.plusSeconds(60), "req_2", 1, anna, "");
        draw(NOON, "req_3", 5, "revoked-id", "");

        assertThat(run("--since", "2026-11-01", "--until", "2026-11-02")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                KEY         REQUESTS  PICTURES
                revoked-id         1         5
                anna               2         3
                all                3         8
                """);
    }

    @Test
    void tellsDaysAndUsersApartAsJson() {
        draw(NOON, "req_1", 1, "k", "u1");
        draw(NOON.plus(Duration.ofDays(1)), "req_2", 2, "k", "");

        assertThat(run("--since", "2026-11-01", "--by", "user,day", "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()))
                .isEqualTo(JsonMapper.shared().readTree("""
                [{"day": "2026-11-01", "user": "u1", "requests": 1, "pictures": 1},
                 {"day": "2026-11-02", "user": "", "requests": 1, "pictures": 2}]
                """));
    }

    @Test
    void whatIsOutsideOfTheTimeDoesNotCount() {
        draw(NOON, "req_1", 1, "k", "");

        assertThat(run("--since", "2026-11-02")).isZero();
        assertThat(out.toString()).startsWith("No picture was drawn in that time");
    }

    @Test
    void whereNothingWasDrawnNothingIsMade() {
        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("No picture was drawn");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhatATimeIs() {
        assertThat(run("--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("'yesterday' is neither a time ago");
        assertThat(run("--since", "2026-11-02", "--until", "2026-11-02")).isEqualTo(2);
        assertThat(err.toString()).contains("--until must be after --since");
    }

    @Test
    void usageThatCannotBeReadIsNotTakenForNone() throws Exception {
        Files.createDirectories(Database.file(folder));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");
    }
}
