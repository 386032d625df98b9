package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.jobs.CancelSignal;
import io.lutra.server.proxy.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads anything as a form of several parts: the first line is its content type, the rest its body. However the bytes arrive,
 * the form must be the same.
 */
public final class FormFuzz {
    private static final int MOST_OF_A_FILE = 1000;

    private FormFuzz() {}

    private static final class Terms implements FormBody.Limits {
        @Override
        public long body() {
            return 1 << 16;
        }

        @Override
        public long file(String field, Map<String, String> before) {
            return MOST_OF_A_FILE;
        }

        @Override
        public ApiError tooLarge(String field, long limit) {
            return ApiError.malformedForm("a file is larger than " + limit + " bytes.");
        }
    }

    /** A body whose bytes arrive in pieces of one length. */
    private record Pieces(byte[] all, int piece) implements Body {
        @Override
        public byte[] bytes(long limit) {
            return all;
        }

        @Override
        public InputStream stream(long limit) {
            return new ByteArrayInputStream(all) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(piece, length));
                }
            };
        }
    }

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        var type = new String(input, 0, line, StandardCharsets.ISO_8859_1);
        var body = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        var whole = outcome(type, new Pieces(body, Integer.MAX_VALUE));
        var pieces = outcome(type, new Pieces(body, 1 + body.length % 5));
        if (!whole.equals(pieces)) {
            throw new IllegalStateException("read as " + whole + ", in pieces as " + pieces);
        }
    }

    private static String outcome(String type, Body body) {
        var headers = new Headers(List.of(Map.entry("content-type", type)));
        var head = new Call.Head(
                "id", "POST", "/", headers, new Origin("127.0.0.1", "http://127.0.0.1", false), Instant.EPOCH);
        try {
            var form = FormBody.read(new Call(head, body, new CancelSignal()), "image"::equals, new Terms());
            var told = new StringBuilder(form.fields().toString());
            for (var file : form.files()) {
                if (file.bytes().length > MOST_OF_A_FILE) {
                    throw new IllegalStateException("a file exceeds its limit");
                }
                told.append(file.name()).append(file.mediaType()).append(Arrays.toString(file.bytes()));
            }
            return told.toString();
        } catch (ApiException documented) {
            return documented.error().toString();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("nobody interrupts", e));
        }
    }
}
