package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Key;
import io.lutra.cli.config.Keys;
import io.lutra.cli.config.Reference;
import io.lutra.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Holds docs/configuration.md and the flags against the keys that the code reads. */
class ConfigurationDocsTest {
    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("lutra.root"), "docs/configuration.md"));
    }

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        assertThat(page())
                .as("docs/configuration.md must contain what 'lutra config keys' prints")
                .contains(Reference.markdown());
    }

    @Test
    void theExampleIsValid(@TempDir Path folder) throws IOException {
        var example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
        assertThat(example.find()).isTrue();
        var file = Files.writeString(folder.resolve("lutra.yaml"), example.group(1));

        var config = Configuration.load(Configuration.Sources.of(Optional.of(file), Map.of()));

        assertThat(Keys.ALL.stream().filter(key -> !config.origin(key).told().equals("default")))
                .hasSizeGreaterThan(10);
    }

    @Test
    void everyKeyHasItsOwnPathVariableAndFlag() {
        assertThat(Keys.ALL).extracting(Key::path).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Key::variable).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Key::flag).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyIsAFlagOfServe() {
        var options = new CommandLine(new ServeCommand()).getCommandSpec().optionsMap();

        assertThat(options).containsKeys(Keys.ALL.stream().map(Key::flag).toArray(String[]::new));
    }

    @Test
    void theDefaultsAreThoseOfTheServer(@TempDir Path folder) {
        var config = Configuration.load(
                Configuration.Sources.of(Optional.empty(), Map.of("LUTRA_DATA_DIR", folder.toString())));

        assertThat(new ServerSetup(config, Map.of()).server()).isEqualTo(ServerConfig.standard(folder));
    }
}
