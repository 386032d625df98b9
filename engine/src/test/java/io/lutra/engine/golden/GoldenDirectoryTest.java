package io.lutra.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That no case of a golden directory goes untested, as the tests take up the cases that they know the kind of. */
class GoldenDirectoryTest {
    @Test
    void holdsCases() {
        assertThat(GoldenCase.all()).isNotEmpty();
    }

    @Test
    void holdsNoCaseOfAKindThatNoTestKnows() {
        assertThat(GoldenCase.all()).allMatch(golden -> golden.kind().isPresent());
    }

    @Test
    void holdsEveryKindInTheSelection() {
        if (GoldenCase.root().equals(GoldenCase.selection())) {
            assertThat(GoldenCase.all().flatMap(golden -> golden.kind().stream()))
                    .contains(GoldenCase.Kind.values());
        }
    }
}
