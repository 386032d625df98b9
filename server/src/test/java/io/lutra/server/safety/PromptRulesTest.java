package io.lutra.server.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptRulesTest {
    private static final PromptRules BUILT_IN = PromptRules.of(Path.of(""));

    private static PromptRules rules(String... lines) {
        return PromptRules.parse("words.txt", List.of(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an ass",
                "ASS",
                "ａｓｓ",
                "𝐚𝐬𝐬 and 𝒶𝓈𝓈",
                "ⓐⓢⓢ",
                "🅰🅂🅂",
                "🇦🇸🇸",
                "àšş",
                "a̷s̷s̷",
                "аѕѕ in Cyrillic",
                "αss",
                "4ss",
                "@$$",
                "a55!",
                "a.s.s",
                "a - s - s",
                "see a s s here",
                "a\u200Bs\u00ADs",
                "a\uFE0Fs\u034Fs",
                "a\u0000ss",
                "\u202Ess\u202Ca ass",
                "big_ass_cat",
                "ass, please",
                "Aꜱꜱ"
            })
    void findsAWordHoweverItIsSpelt(String prompt) {
        assertThat(rules("ass").broken(prompt)).contains("words.txt:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a class of assassins in Scunthorpe",
                "pass the glass",
                "Assisi",
                "assam tea",
                "bass",
                "as s",
                "a1ss2",
                "",
                "  ",
                "пароход",
                "a ss"
            })
    void leavesOtherWordsAlone(String prompt) {
        assertThat(rules("ass", "cunt").broken(prompt)).isEmpty();
    }

    @Test
    void findsPhrasesAndBeginnings() {
        var rules = rules("# a comment", "", "\uFEFF  Black   Magic ", "gore*", "爆弾", "ненависть", "café noir", "1488");

        assertThat(rules.broken("some black-magic!")).contains("words.txt:3");
        assertThat(rules.broken("blackmagic")).isEmpty();
        assertThat(rules.broken("a GOREFEST")).contains("words.txt:4");
        assertThat(rules.broken("Al Gore's forgore")).contains("words.txt:4");
        assertThat(rules.broken("forgores")).isEmpty();
        assertThat(rules.broken("これは爆弾です")).as("no spaces in Japanese").contains("words.txt:5");
        assertThat(rules.broken("Это НЕНАВИСТЬ.")).contains("words.txt:6");
        assertThat(rules.broken("CAFE NOIR")).contains("words.txt:7");
        assertThat(rules.broken("88 14")).isEmpty();
        assertThat(rules.broken("in 1488 exactly")).contains("words.txt:8");
    }

    @Test
    void findsExpressionsInEveryReading() {
        var rules = rules("/\\bkill(s|ed|ing)?\\b.{0,20}\\bpresident\\b/", "/ненави(сть|жу)/");

        assertThat(rules.broken("K1LLED\nthe président")).contains("words.txt:1");
        assertThat(rules.broken("skilled president")).isEmpty();
        assertThat(rules.broken("я Ненавижу")).contains("words.txt:2");
    }

    @Test
    void namesFileAndLineOfWhatIsNoRule(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> rules("fine", "/(/"))
                .isInstanceOf(SafetyException.class)
                .hasMessageStartingWith("words.txt:2: ")
                .hasMessageContaining("(");
        assertThatThrownBy(() -> rules("/a(?=b)/")).hasMessageStartingWith("words.txt:1: ");
        assertThatThrownBy(() -> rules("/unfinished"))
                .hasMessage("words.txt:1: an expression ends in a slash, and there is something in it");
        assertThatThrownBy(() -> rules("/x*/")).hasMessage("words.txt:1: this expression is found in every text");
        assertThatThrownBy(() -> rules("*")).hasMessage("words.txt:1: there is no letter or digit in this rule");
        assertThatThrownBy(() -> rules("a".repeat(1001))).hasMessageContaining("at most 1000 characters");
        assertThatThrownBy(() -> rules("/(a{200}){200}/")).hasMessageStartingWith("words.txt:1: ");
        var missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> PromptRules.of(missing))
                .hasMessage("cannot read the list of words " + missing + ": there is no such file");
        var binary = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xC3, '('});
        assertThatThrownBy(() -> PromptRules.of(binary)).hasMessageEndingWith("is not UTF-8");
    }

    @Test
    void isNotHeldUpByHostileExpressionsAndPrompts() {
        var rules = rules("/(a+)+$z/", "/(x+x+)+y/", "/(a|a)*b{3}c/", "a*", "zzz");
        var prompts = List.of(
                "x".repeat(32_000),
                "b ".repeat(16_000),
                "\uFDFA".repeat(32_000),
                "x\u0301".repeat(16_000),
                "\u200B".repeat(32_000),
                "1.".repeat(16_000),
                "\uD800".repeat(32_000));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> prompts.forEach(rules::broken));
    }

    @Test
    void theBuiltInListRefusesWhatItIsThereForAndLittleElse() {
        assertThat(Arrays.asList(
                        "child porn",
                        "a naked child on a beach",
                        "erotic picture of a school girl",
                        "p0rn",
                        "hentai",
                        "lolicon"))
                .allSatisfy(prompt -> assertThat(BUILT_IN.broken(prompt)).isPresent());
        assertThat(Arrays.asList(
                        "a red apple",
                        "a nude in the style of Modigliani",
                        "children playing football",
                        "a sexton and a minor chord",
                        "rapeseed field at dusk",
                        "Scunthorpe, Essex, Middlesex",
                        "a battle with blood and swords",
                        "a cocktail on a dickensian table"))
                .allSatisfy(prompt -> assertThat(BUILT_IN.broken(prompt)).isEmpty());
    }
}
