package io.lutra.server.safety;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.server.access.Caller;
import io.lutra.server.files.ServerKey;
import io.lutra.server.http.Call;
import io.lutra.server.safety.SafetyConfig.OnFailure;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what is drawn, writes down what was, and knows what pictures tell about themselves. Thread-safe. */
public final class Safety implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Safety.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    /** What pictures hold of a prompt, in code points: with the rest it fits into a segment of a JPEG, whatever it is. */
    private static final int MOST_OF_PROMPT = 8000;

    private static final String POLICY = "policy";
    private static final String WEBHOOK = "webhook";

    private final SafetyConfig config;
    private final ServerKey key;
    private final String software;
    private final InstantSource clock;
    private final CurrentRules rules;
    private final Optional<Webhook> webhook;
    private final Optional<AuditLog> audit;

    /**
     * Reads the list of words and the secret.
     *
     * @param dataDir the audit log is in its folder {@code audit}
     * @param key makes codes of addresses, users and prompts
     * @param software what pictures say made them
     * @throws SafetyException if it cannot be set up like this
     */
    public Safety(SafetyConfig config, Path dataDir, ServerKey key, String software, InstantSource clock) {
        this.config = config;
        this.key = key;
        this.software = software;
        this.clock = clock;
        rules = new CurrentRules(config.prompts().words(), clock);
        webhook =
                config.webhook().url().isEmpty() ? Optional.empty() : Optional.of(new Webhook(config.webhook(), clock));
        audit = config.audit().on()
                ? Optional.of(new AuditLog(dataDir.resolve("audit"), config.audit(), clock))
                : Optional.empty();
    }

    /** What was decided, by what, and why. */
    private record Decision(Optional<ApiError> refusal, String by, String detail) {
        private static Decision allowed(String by, String detail) {
            return new Decision(Optional.empty(), by, detail);
        }
    }

    /**
     * Returns if something may be drawn.
     *
     * @throws ApiException if it may not, or the operator's check does not say so
     * @throws io.lutra.server.http.ClientGone if the client leaves meanwhile
     */
    public void check(Call call, Subject subject) throws InterruptedException {
        var decision = decide(call, subject);
        audit.ifPresent(log -> log.write(line(call, subject, decision)));
        if (decision.refusal().isPresent()) {
            call.note("refused", decision.by());
            throw decision.refusal().get().asException();
        }
    }

    private Decision decide(Call call, Subject subject) throws InterruptedException {
        boolean held = call.caller().switches().policy().over(config.prompts().on());
        if (held) {
            var current = rules.now();
            var broken = current.broken(subject.prompt()).or(() -> current.broken(subject.negativePrompt()));
            if (broken.isPresent()) {
                return new Decision(Optional.of(ApiError.contentPolicy("")), POLICY, broken.get());
            }
        }
        return webhook.isPresent() ? ask(webhook.get(), call, subject) : Decision.allowed(held ? POLICY : "", "");
    }

    private Decision ask(Webhook hook, Call call, Subject subject) throws InterruptedException {
        return switch (hook.ask(question(call, subject), call.cancel())) {
            case Opinion.Allowed() -> Decision.allowed(WEBHOOK, "");
            case Opinion.Refused(var reason) ->
                new Decision(Optional.of(ApiError.contentPolicy(reason)), WEBHOOK, reason);
            case Opinion.None(var why) -> {
                boolean open = config.webhook().onFailure() == OnFailure.OPEN;
                LOG.warn(
                        "the check of prompts says nothing about request {}, which is {}: {}",
                        call.id(),
                        open ? "drawn" : "refused",
                        why);
                var detail = "no answer: " + why;
                yield open
                        ? Decision.allowed(WEBHOOK, detail)
                        : new Decision(Optional.of(unanswered()), WEBHOOK, detail);
            }
        };
    }

    private static ApiError unanswered() {
        return ApiError.unavailable(
                "Whether this may be drawn could not be found out. Please try again soon.",
                "safety_check_unavailable",
                SOON);
    }

    private Question question(Call call, Subject subject) {
        var who = who(call, subject.user());
        return new Question(
                call.id(),
                who.key(),
                who.keyId(),
                who.client(),
                who.user(),
                call.route(),
                subject.model(),
                subject.prompt(),
                subject.negativePrompt(),
                subject.count(),
                subject.size());
    }

    private AuditLine.Who who(Call call, String user) {
        Caller caller = call.caller();
        return new AuditLine.Who(
                caller.keyName(),
                caller.keyId(),
                caller.keyId().isEmpty() ? key.code("address", call.client()) : "",
                code("user", user));
    }

    private String code(String purpose, String text) {
        return text.isEmpty() ? "" : key.code(purpose, text);
    }

    private AuditLine line(Call call, Subject subject, Decision decision) {
        boolean prompts = config.audit().prompts();
        return new AuditLine.Decided(
                AuditLog.time(clock.instant()),
                "verdict",
                call.id(),
                who(call, subject.user()),
                call.route(),
                subject.model(),
                subject.count(),
                subject.size(),
                code("prompt", subject.prompt()),
                code("prompt", subject.negativePrompt()),
                prompts ? subject.prompt() : "",
                prompts ? subject.negativePrompt() : "",
                decision.refusal().isPresent() ? "refused" : "allowed",
                decision.by(),
                decision.detail());
    }

    /** What a picture tells about itself: nothing, or keyword to text. */
    public Map<String, String> texts(Call call, Subject subject, long seed) {
        if (!call.caller().switches().provenance().over(config.provenance().on())) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        texts.put("Software", software);
        texts.put("model", subject.model());
        texts.put("seed", Long.toString(seed));
        if (config.provenance().prompts() && !subject.prompt().isEmpty()) {
            texts.put("prompt", told(subject.prompt()));
        }
        return texts;
    }

    private static String told(String prompt) {
        var plain = prompt.replaceAll("[\\p{Cc}&&[^\\t\\r\\n]]", "\uFFFD");
        return plain.codePointCount(0, plain.length()) <= MOST_OF_PROMPT
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, MOST_OF_PROMPT));
    }

    /** A picture as a file, by its place in the request. */
    public record File(int index, long seed, String type, byte[] bytes) {}

    /** Writes down a picture that goes out. */
    public void drawn(Call call, Subject subject, File file) {
        audit.ifPresent(log -> log.write(new AuditLine.Drawn(
                AuditLog.time(clock.instant()),
                "picture",
                call.id(),
                who(call, subject.user()),
                call.route(),
                subject.model(),
                file.index(),
                file.seed(),
                file.type(),
                sha256(file.bytes()))));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gives up what is being asked, and ends the log. */
    @Override
    public void close() {
        webhook.ifPresent(Webhook::close);
        audit.ifPresent(AuditLog::close);
    }
}
