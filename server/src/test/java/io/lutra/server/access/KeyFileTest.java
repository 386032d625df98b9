package io.lutra.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_420_800);

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    private KeyFile.Made add(String name) {
        return new KeyFile(folder).add(name, Grant.STANDARD, NOW, random);
    }

    @Test
    void keepsNothingThatWouldLetSomebodyIn() throws IOException {
        var made = add("anna");

        assertThat(made.secret()).matches("sk-lutra-[0-9a-f]{12}-[A-Za-z0-9_-]{43}");
        var secret = made.secret().substring("sk-lutra-".length() + 13);
        assertThat(Files.readString(folder.resolve("keys.json"))).doesNotContain(secret);
        assertThat(new KeyFile(folder).read()).containsExactly(made.key());
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        add("anna");
        add("ben");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.lock");
        }
    }

    @Test
    void saltsEveryKey() {
        assertThat(add("anna").key().salt()).isNotEqualTo(add("ben").key().salt());
    }

    @Test
    void keepsGrantsAsTheyWereGiven() {
        var grant = new Grant(true, List.of("lutra-sketch"), 10, 0, 500, -1, Switches.INHERITED);
        new KeyFile(folder).add("anna", grant, NOW, random);

        assertThat(new KeyFile(folder).read().getFirst().grant()).isEqualTo(grant);
        assertThat(grant.rates(new Rates(1, 2, 3, 4))).isEqualTo(new Rates(10, 0, 500, 4));
    }

    @Test
    void hasEveryNameOnce() {
        add("anna");

        assertThatThrownBy(() -> add("anna")).hasMessage("there is a key named anna already");
    }

    @Test
    void forgetsByNameOrId() {
        add("anna");
        var ben = add("ben");
        add("carl");
        var keys = new KeyFile(folder);

        keys.revoke("anna");
        keys.revoke(ben.key().id());

        assertThat(keys.read()).extracting(StoredKey::name).containsExactly("carl");
        assertThatThrownBy(() -> keys.revoke("anna")).hasMessage("there is no key anna");
    }

    @Test
    void namesTheFileThatIsBroken() throws IOException {
        Files.writeString(folder.resolve("keys.json"), "{");

        assertThatThrownBy(() -> new KeyFile(folder).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(Throwable.class)
                .hasStackTraceContaining(folder.resolve("keys.json").toString());
    }
}
