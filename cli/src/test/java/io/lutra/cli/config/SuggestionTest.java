package io.lutra.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"port,port,0", "prot,port,1", "pot,port,1", "ports,port,1", "kitten,sitting,3", "'',port,4", "ca,abc,3"
    })
    void countsTheStepsBetweenTwoWords(String from, String to, int steps) {
        assertThat(Suggestion.distance(from, to)).isEqualTo(steps);
        assertThat(Suggestion.distance(to, from)).isEqualTo(steps);
    }

    @Test
    void guessesNothingThatIsFarAway() {
        assertThat(Suggestion.nearest("hosts", List.of("port", "host"))).contains("host");
        assertThat(Suggestion.nearest("zebra", List.of("port", "host"))).isEmpty();
        assertThat(Suggestion.nearest("zebra", List.of())).isEmpty();
    }
}
