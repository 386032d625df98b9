package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.cli.config.ConfigException;
import io.lutra.cli.config.Configuration;
import io.lutra.server.access.KeyFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        out.getBuffer().setLength(0);
        return Main.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private ServerSetup setup(Map<String, String> environment) {
        var config = Configuration.load(Configuration.Sources.of(Optional.empty(), environment));
        return new ServerSetup(config, environment);
    }

    @Test
    void showsAKeyOnce() {
        assertThat(run("keys", "add", "anna", "--data-dir", folder.toString(), "--pictures-per-day", "5"))
                .isZero();
        var secret = out.toString().strip();
        assertThat(secret).matches("sk-lutra-[0-9a-f]{12}-[A-Za-z0-9_-]{43}");

        assertThat(run("keys", "list", "--data-dir", folder.toString())).isZero();
        assertThat(out.toString()).contains("anna", "5 pictures/day").doesNotContain(secret);
    }

    @Test
    void revokesAndSaysWhatThereIsNot() {
        run("keys", "add", "anna", "--data-dir", folder.toString());

        assertThat(run("keys", "revoke", "anna", "--data-dir", folder.toString()))
                .isZero();
        assertThat(run("keys", "revoke", "anna", "--data-dir", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no key anna");
        assertThat(new KeyFile(folder).read()).isEmpty();
    }

    @Test
    void opensToOthersOnlyWithKeysOrWhenToldTo() {
        var data = Map.of("LUTRA_DATA_DIR", folder.toString(), "LUTRA_HOST", "0.0.0.0");
        assertThatThrownBy(() -> setup(data).requireKeys())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--allow-anonymous");

        run("keys", "add", "anna", "--data-dir", folder.toString());

        setup(data).requireKeys();
        assertThat(setup(data).server().access().keysNeeded()).isTrue();
    }

    @Test
    void asksForNoKeyOnThisMachineOrWhenToldNotTo() {
        var data = folder.toString();

        for (var host : new String[] {"127.0.0.1", "localhost", "::1"}) {
            var setup = setup(Map.of("LUTRA_DATA_DIR", data, "LUTRA_HOST", host));
            setup.requireKeys();
            assertThat(setup.server().access().keysNeeded()).as(host).isFalse();
        }
        var told = setup(Map.of("LUTRA_DATA_DIR", data, "LUTRA_HOST", "0.0.0.0", "LUTRA_ALLOW_ANONYMOUS", "true"));
        told.requireKeys();
        assertThat(told.server().access().keysNeeded()).isFalse();
        assertThatThrownBy(() -> setup(Map.of("LUTRA_DATA_DIR", data, "LUTRA_REQUIRE_KEYS", "true"))
                        .requireKeys())
                .hasMessageContaining("lutra keys add");
    }
}
