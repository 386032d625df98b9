package io.lutra.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Finding FINE = Finding.ok("clock", "noon");
    private static final Finding ODD = Finding.warning("keys", "none", "make one");
    private static final Finding BAD = Finding.problem("port", "taken", "choose another");

    @Test
    void isWellWithWarningsButNotWithProblems() {
        assertThat(new Report(List.of(FINE, ODD)).isWell()).isTrue();
        assertThat(new Report(List.of(FINE, BAD)).isWell()).isFalse();
    }

    @Test
    void saysWhatToChangeBelowWhatIsNotWell() {
        assertThat(new Report(List.of(FINE, ODD, BAD)).text().lines())
                .containsExactly(
                        "ok       clock            noon",
                        "warning  keys             none",
                        "                       -> make one",
                        "problem  port             taken",
                        "                       -> choose another",
                        "1 problem, 1 warning");
        assertThat(new Report(List.of(FINE)).text()).endsWith("all is well" + System.lineSeparator());
    }

    @Test
    void countsForPrograms() {
        var json = JsonMapper.shared().readTree(new Report(List.of(FINE, ODD, BAD)).json());

        assertThat(json.get("ok").asBoolean()).isFalse();
        assertThat(json.get("problems").asInt()).isEqualTo(1);
        assertThat(json.get("findings").get(1).get("level").asString()).isEqualTo("warning");
        assertThat(json.get("findings").get(2).get("change").asString()).isEqualTo("choose another");
    }
}
