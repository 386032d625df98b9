package io.lutra.server;

import io.lutra.server.ErrorRow.Answer;
import io.lutra.server.safety.SafetyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The errors of prompts that are not drawn. */
final class SafetyErrors {
    private SafetyErrors() {}

    static List<ErrorRow> rows() {
        return List.of(
                new ErrorRow(
                        "a prompt with a word of the list",
                        SafetyErrors::listed,
                        400,
                        ErrorRow.INVALID,
                        null,
                        "content_policy_violation",
                        "Your request was rejected as a result of our safety system. Your prompt may contain text that is not"
                                + " allowed by our safety system."),
                new ErrorRow(
                        "a check of prompts that nobody answers",
                        SafetyErrors::unanswered,
                        503,
                        ErrorRow.SERVER,
                        null,
                        "safety_check_unavailable",
                        "Whether this may be drawn could not be found out. Please try again soon."));
    }

    private static Answer listed(TestServer standard, Path folder) throws Exception {
        var safety = SafetyConfig.STANDARD.with(new SafetyConfig.Prompts(true, Path.of("")));
        try (var server = TestServer.start(folder, config -> config.withSafety(safety))) {
            return Answer.of(server.generate("{'prompt':'hentai'}"));
        }
    }

    private static Answer unanswered(TestServer standard, Path folder) throws Exception {
        var nobody = new SafetyConfig.Webhook(
                "http://127.0.0.1:1/", Duration.ofSeconds(5), SafetyConfig.OnFailure.CLOSED, 1, Path.of(""));
        try (var server = TestServer.start(folder, config -> config.withSafety(SafetyConfig.STANDARD.with(nobody)))) {
            return Answer.of(server.generate("{'prompt':'x'}"));
        }
    }
}
