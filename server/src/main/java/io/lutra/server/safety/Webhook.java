package io.lutra.server.safety;

import io.lutra.api.wire.Json;
import io.lutra.jobs.CancelSignal;
import io.lutra.server.http.ClientGone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the operator's own check, over HTTP, whether something may be drawn. Redirects are not followed; of an answer 16 KB are
 * read. Thread-safe.
 */
final class Webhook implements AutoCloseable {
    private static final int LARGEST_ANSWER = 16 << 10;
    private static final int LONGEST_REASON = 300;
    private static final int SHORTEST_SECRET = 16;
    private static final int LARGEST_SECRET = 4096;

    private final URI url;
    private final Duration timeout;
    private final Optional<SecretKeySpec> secret;
    private final InstantSource clock;
    private final Semaphore turns;
    private final HttpClient client;

    /** @throws SafetyException if URL or secret are of no use */
    Webhook(SafetyConfig.Webhook config, InstantSource clock) {
        url = url(config.url());
        timeout = config.timeout();
        secret = secret(config.secretFile());
        this.clock = clock;
        turns = new Semaphore(config.parallel(), true);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    private static URI url(String text) {
        try {
            var url = URI.create(text);
            var scheme = String.valueOf(url.getScheme());
            if (scheme.matches("(?i)https?") && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new SafetyException("safety.webhook.url is not a URL: " + text, e);
        }
        throw new SafetyException("safety.webhook.url must be an http or https URL without user and password");
    }

    private static Optional<SecretKeySpec> secret(Path file) {
        if (file.toString().isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST_SECRET) {
                throw new SafetyException("the secret in " + file + " is longer than " + LARGEST_SECRET + " bytes");
            }
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            if (text.length() < SHORTEST_SECRET) {
                throw new SafetyException(
                        "the secret in " + file + " is shorter than " + SHORTEST_SECRET + " characters");
            }
            return Optional.of(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (IOException e) {
            throw new SafetyException("cannot read the secret of the webhook, " + file, e);
        }
    }

    /**
     * Asks, and waits for the answer no longer than the timeout, waiting for a turn included.
     *
     * @param cancel ends the waiting
     * @throws ClientGone if it is cancelled
     */
    Opinion ask(Question question, CancelSignal cancel) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        if (!turns.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return new Opinion.None("too many questions are open");
        }
        try {
            if (cancel.isCancelled()) {
                throw new ClientGone();
            }
            return answer(send(Json.bytes(question)), end, cancel);
        } finally {
            turns.release();
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(byte[] body) {
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("user-agent", "Lutra")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        secret.ifPresent(key -> request.header("lutra-signature", signature(key, body)));
        return client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    }

    /** As others do it: {@code t=SECONDS,v1=HEX}, of the time, a dot and the body, so that an old question is of no use. */
    private String signature(SecretKeySpec key, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static Opinion answer(CompletableFuture<HttpResponse<byte[]>> sent, long end, CancelSignal cancel)
            throws InterruptedException {
        try (var _ = cancel.whenCancelled(() -> sent.cancel(true))) {
            return opinion(sent.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Opinion.None("it did not answer in time");
        } catch (CancellationException e) {
            throw new ClientGone();
        } catch (ExecutionException e) {
            return new Opinion.None(reason(e.getCause()));
        } finally {
            // Does nothing to one that is done; gives up one that nobody waits for any more.
            sent.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "it failed" : "it failed with " + cause;
    }

    private static Opinion opinion(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return new Opinion.None("it answered " + response.statusCode());
        }
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            return new Opinion.None("it did not answer with JSON");
        }
        var allow = answer.get("allow");
        if (allow == null || !allow.isBoolean()) {
            return new Opinion.None("it answered without 'allow', which is true or false");
        }
        return allow.booleanValue() ? new Opinion.Allowed() : new Opinion.Refused(told(answer.get("reason")));
    }

    private static String told(@Nullable JsonNode reason) {
        if (reason == null || !reason.isString()) {
            return "";
        }
        var text = reason.stringValue().replaceAll("\\p{Cntrl}+", " ").strip();
        return text.codePointCount(0, text.length()) <= LONGEST_REASON
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_REASON));
    }

    /** Gives up the questions that are open. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
