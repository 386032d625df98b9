package io.lutra.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lutra.server.uploads.UploadPolicy.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    Path folder;

    private Configuration load(String yaml, Map<String, String> environment, Map<String, List<String>> flags)
            throws IOException {
        var file = Files.writeString(folder.resolve("lutra.yaml"), yaml);
        return Configuration.load(new Configuration.Sources(Optional.of(file), environment, flags));
    }

    private Configuration load(String yaml) throws IOException {
        return load(yaml, Map.of(), Map.of());
    }

    private List<String> problems(String yaml) throws IOException {
        var file = folder.resolve("lutra.yaml");
        try {
            load(yaml);
        } catch (ConfigException wrong) {
            return wrong.problems().stream()
                    .map(line -> line.replace(file + ":", ""))
                    .toList();
        }
        return List.of();
    }

    @Test
    void readsEveryShapeOfValue() throws IOException {
        var config = load("""
                # a comment
                port: 9000
                strict: true
                repair: PAD
                link-life: 2h
                data-dir: kept
                models:
                  - lutra-sketch
                  - {name: mine, path: weights/mine.safetensors}
                  - path: /other.safetensors
                aliases:
                  dall-e-3: mine
                store:
                  size: 4GB
                public-url:
                """);

        assertThat(config.get(Keys.PORT)).isEqualTo(9000);
        assertThat(config.get(Keys.STRICT)).isTrue();
        assertThat(config.get(Keys.REPAIR)).isEqualTo(Repair.PAD);
        assertThat(config.get(Keys.LINK_LIFE)).isEqualTo(Duration.ofHours(2));
        assertThat(config.get(Keys.DATA_DIR)).isEqualTo(folder.resolve("kept"));
        assertThat(config.get(Keys.MODELS))
                .containsExactly(
                        "lutra-sketch", "mine=" + folder.resolve("weights/mine.safetensors"), "/other.safetensors");
        assertThat(config.get(Keys.ALIASES)).isEqualTo(Map.of("dall-e-3", "mine"));
        assertThat(config.get(Keys.STORE_SIZE)).isEqualTo(4L << 30);
        assertThat(config.get(Keys.PUBLIC_URL)).isEmpty();
        assertThat(config.origin(Keys.STORE_SIZE))
                .asInstanceOf(type(Origin.InFile.class))
                .returns(14, Origin.InFile::line);
        assertThat(config.origin(Keys.PUBLIC_URL)).isEqualTo(new Origin.Standard());
    }

    @Test
    void letsTheEnvironmentGoBeforeTheFileAndFlagsBeforeBoth() throws IOException {
        var config = load(
                "port: 1\nqueue: {pictures: 1}\nhost: a\nmodels: [a]",
                Map.of("LUTRA_PORT", "2", "LUTRA_QUEUE_PICTURES", "2", "LUTRA_HOST", " ", "LUTRA_MODELS", "b, c=d"),
                Map.of("port", List.of("3")));

        assertThat(config.get(Keys.PORT)).isEqualTo(3);
        assertThat(config.origin(Keys.PORT).told()).isEqualTo("--port");
        assertThat(config.get(Keys.QUEUE_PICTURES)).isEqualTo(2);
        assertThat(config.origin(Keys.QUEUE_PICTURES).told()).isEqualTo("LUTRA_QUEUE_PICTURES");
        assertThat(config.get(Keys.HOST)).as("a blank variable says nothing").isEqualTo("a");
        assertThat(config.get(Keys.MODELS)).containsExactly("b", "c=d");
    }

    @Test
    void holdsTheDefaultsWithoutAFile() {
        var config = Configuration.load(Configuration.Sources.of(Optional.empty(), Map.of()));

        for (var key : Keys.ALL) {
            assertThat(config.<Object>get(cast(key))).as(key.path()).isEqualTo(key.standard());
        }
    }

    @SuppressWarnings("unchecked")
    private static Key<Object> cast(Key<?> key) {
        return (Key<Object>) key;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot: 1 | 1: unknown key \"prot\"; did you mean \"port\"?",
                "pictures: 1 | 1: unknown key \"pictures\"; did you mean \"queue.pictures\"?",
                "queue: {picturse: 1} | 1: unknown key \"queue.picturse\"; did you mean \"queue.pictures\"?",
                "something-else-entirely: 1 | 1: unknown key \"something-else-entirely\"",
                "port: 65536 | 1: port must be 0 to 65535, but is 65536",
                "port: eighty | 1: port must be 0 to 65535, but is eighty",
                "strict: maybe | 1: strict must be true or false, but is maybe",
                "repair: mend | 1: repair must be one of off, crop, pad, but is mend",
                "link-life: 3 weeks | 1: link-life must be a number and one of d, h, m, s, ms, but is 3 weeks",
                "link-life: 0s | 1: link-life must be 1s or more, but is 0s",
                "store: {size: 9999999999TB} | 1: store.size must be a number and one of TB, GB, MB, KB, B, but is"
                        + " 9999999999TB",
                "queue: 7 | 1: \"queue\" has keys of its own: pictures, pictures-per-owner",
                "port: [1, 2] | 1: port takes 0 to 65535, not a list",
                "models: [{nmae: x}] | 1: unknown key \"nmae\" in models; did you mean \"name\"?",
                "models: [[x]] | 1: an entry of models is no list",
                "- port | 1: a configuration consists of keys and values, such as \"port: 8080\"",
                "{port: 1, port: 2} | 1: Duplicate Object property \"port\"",
                "{a: &x 1, port: *x} | 1: anchors and aliases are not supported"
            })
    void saysWhatIsWrongAndWhere(String yaml, String problem) throws IOException {
        assertThat(problems(yaml)).contains(problem);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() throws IOException {
        assertThat(problems("port: x\n\nhots: y\nqueue:\n  pictures: 0\n"))
                .containsExactlyInAnyOrder(
                        "1: port must be 0 to 65535, but is x",
                        "3: unknown key \"hots\"; did you mean \"host\"?",
                        "5: queue.pictures must be 1 to 1000000, but is 0");
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(
                        () -> Configuration.load(Configuration.Sources.of(Optional.empty(), Map.of("LUTRA_PORT", "x"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("LUTRA_PORT must be 0 to 65535, but is x");
    }

    @Test
    void warnsOfVariablesThatNobodyReads() {
        var config = Configuration.load(
                Configuration.Sources.of(Optional.empty(), Map.of("LUTRA_PROT", "1", "LUTRA_LOG", "INFO")));

        assertThat(config.warnings())
                .containsExactly("the environment's LUTRA_PROT means nothing to Lutra; did you mean \"LUTRA_PORT\"?");
    }

    @Test
    void saysThatAFileIsMissing() {
        var missing = folder.resolve("none.yaml");

        assertThatThrownBy(() -> Configuration.load(Configuration.Sources.of(Optional.of(missing), Map.of())))
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void findsTheUsualFile() throws IOException {
        assertThat(Configuration.usualFile(Map.of("XDG_CONFIG_HOME", folder.toString())))
                .isEmpty();
        var file = folder.resolve("lutra/lutra.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");

        assertThat(Configuration.usualFile(Map.of("XDG_CONFIG_HOME", folder.toString())))
                .contains(file);
        assertThat(Configuration.usualFile(Map.of("LUTRA_CONFIG", "/other"))).contains(Path.of("/other"));
    }
}
