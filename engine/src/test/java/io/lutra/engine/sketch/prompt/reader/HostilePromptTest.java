package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostilePromptTest {
    private static final PromptReader READER = TestLibrary.reader();
    private static final int LONGEST = 32_000;

    static Stream<String> prompts() {
        var random = new Random(1);
        var noise = random.ints(LONGEST, 1, Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return Stream.of(
                "",
                " \t\n\r\0",
                "\uD800 lone \uDC00",
                "\u202E\u200B\uFEFF\u0301",
                "\uFDFA".repeat(LONGEST),
                "\"".repeat(LONGEST),
                "“".repeat(LONGEST),
                "<:".repeat(LONGEST / 2),
                "and ".repeat(LONGEST / 4),
                "with a cat ".repeat(LONGEST / 11),
                "a cat, ".repeat(LONGEST / 7),
                "no ".repeat(LONGEST / 3),
                "red ".repeat(LONGEST / 4),
                "a ".repeat(LONGEST / 2),
                "in the ".repeat(LONGEST / 7),
                "猫的".repeat(LONGEST / 2),
                "戴着".repeat(LONGEST / 2),
                "🐱\u200D".repeat(LONGEST / 2),
                "🇫".repeat(LONGEST / 2),
                "9".repeat(LONGEST),
                "a'".repeat(LONGEST / 2),
                "x".repeat(LONGEST),
                noise.toString());
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void readsAnyTextTheSameWayTwice(String prompt) {
        var idea = READER.read(prompt, prompt);

        assertThat(READER.read(prompt, prompt)).isEqualTo(idea);
        assertThat(idea.subjects()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void countsNoMoreThanAPictureHolds() {
        var count = READER.read("99999999999999999999 cats")
                .subjects()
                .getFirst()
                .thing()
                .count();

        assertThat(count.number()).isLessThanOrEqualTo(100);
    }

    @Test
    void takesAnEmojiForItsConcept() {
        assertThat(Notation.of(READER.read("🐱 on the 🌙"))).isEqualTo("cat-face + crescent-moon | 0 on 1");
    }

    @Test
    void excludesWhatTheNegativePromptNames() {
        var idea = READER.read("a cat and a dog in the rain", "dogs, red hat, people");

        assertThat(Notation.of(idea)).startsWith("cat | in rain");
        assertThat(idea.exclusions().concepts()).contains("dog", "person", "woman-scientist");
    }
}
