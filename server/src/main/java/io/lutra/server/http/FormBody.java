package io.lutra.server.http;

import io.lutra.api.error.ApiError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads a body that is a form of several parts ({@code multipart/form-data}, RFC 7578) under limits that are enforced while it
 * arrives: what is too large is refused before it is read to its end.
 */
public final class FormBody {
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_TEXT = 1 << 18;

    private FormBody() {}

    /** What a route takes. */
    public interface Limits {
        /** The most bytes of the whole body. */
        long body();

        /**
         * The most bytes of a file.
         *
         * @param field the name of its field
         * @param before the text fields that came before it
         */
        long file(String field, Map<String, String> before);

        /** What is said of a file that is larger than its limit. */
        ApiError tooLarge(String field, long limit);
    }

    /**
     * A form.
     *
     * @param fields the parts that are text, in their order
     * @param files the parts that are files, in their order; also those whose field is declared as one and whose part is text
     */
    public record Form(Map<String, String> fields, List<FormPart> files) {}

    /** Whether a call says that its body is a form of several parts. */
    public static boolean isAnnounced(Call call) {
        return call.headers()
                .first("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
                .isPresent();
    }

    /**
     * Reads it.
     *
     * @param fileFields the fields that are files however they are sent
     * @throws io.lutra.api.error.ApiException if it is not a form, or exceeds a limit
     */
    public static Form read(Call call, Predicate<String> fileFields, Limits limits) throws InterruptedException {
        var boundary = HeaderValue.parameter(
                        call.headers().first("content-type").orElse(""), "boundary")
                .filter(text -> !text.isEmpty() && text.length() <= 200)
                .orElseThrow(() -> ApiError.malformedForm("its Content-Type names no boundary.")
                        .asException());
        try (var stream = call.body().stream(limits.body())) {
            return parse(new MultipartStream(stream, boundary), fileFields, limits);
        } catch (InterruptedIOException e) {
            var interrupted = new InterruptedException("interrupted while reading a form");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory cannot fail", e);
        }
    }

    private static Form parse(MultipartStream stream, Predicate<String> fileFields, Limits limits) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        var files = new ArrayList<FormPart>();
        boolean more = stream.first();
        for (int parts = 1; more; parts++) {
            if (parts > MOST_PARTS) {
                throw ApiError.malformedForm("it has more than " + MOST_PARTS + " parts.")
                        .asException();
            }
            var head = PartHead.parse(stream.head());
            boolean file = fileFields.test(head.name()) || head.isFile();
            long limit = file ? limits.file(head.name(), fields) : LONGEST_TEXT;
            var content = new ByteArrayOutputStream();
            more = stream.content((bytes, from, length) -> {
                if (content.size() + (long) length > limit) {
                    throw (file ? limits.tooLarge(head.name(), limit) : tooLong(head.name(), limit)).asException();
                }
                content.write(bytes, from, length);
            });
            var part = head.with(content.toByteArray());
            if (file) {
                files.add(part);
            } else if (fields.put(part.name(), text(part)) != null) {
                throw ApiError.malformedForm("the field '" + head.shortName() + "' occurs twice.")
                        .asException();
            }
        }
        stream.epilogue();
        return new Form(fields, List.copyOf(files));
    }

    private static String text(FormPart part) {
        return part.text()
                .orElseThrow(() -> ApiError.malformedForm(
                                "the field '" + PartHead.shortened(part.name()) + "' is not valid UTF-8.")
                        .asException());
    }

    private static ApiError tooLong(String field, long limit) {
        return ApiError.malformedForm(
                "the field '" + PartHead.shortened(field) + "' is longer than " + limit + " bytes.");
    }

    /** What stands before the content of a part. */
    private record PartHead(String name, boolean named, String contentType) {
        static PartHead parse(String head) {
            var disposition = "";
            var type = "";
            for (var line : head.split("\r\n", -1)) {
                int colon = line.indexOf(':');
                if (colon < 0) {
                    throw ApiError.malformedForm("a line in the head of a part is not a header field.")
                            .asException();
                }
                var value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                    case "content-disposition" -> disposition = value;
                    case "content-type" -> type = value;
                    default -> {
                        // Others, such as Content-Length, say nothing that is needed.
                    }
                }
            }
            var name = HeaderValue.parameter(disposition, "name");
            if (name.isEmpty()) {
                throw ApiError.malformedForm("a part has no name.").asException();
            }
            boolean named = HeaderValue.parameter(disposition, "filename").isPresent()
                    || HeaderValue.parameter(disposition, "filename*").isPresent();
            return new PartHead(name.get(), named, type);
        }

        FormPart with(byte[] bytes) {
            return new FormPart(name, named, contentType, bytes);
        }

        boolean isFile() {
            return with(new byte[0]).isFile();
        }

        String shortName() {
            return shortened(name);
        }

        static String shortened(String name) {
            return name.length() <= 64 ? name : name.substring(0, 64) + "...";
        }
    }
}
