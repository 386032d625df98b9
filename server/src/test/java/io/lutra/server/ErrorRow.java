package io.lutra.server;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One error of the API: how it is caused, and all that a client is told.
 *
 * @param name what is wrong with the request, for the report
 * @param message as it is, to the letter; where it ends in "..." as it begins
 */
record ErrorRow(
        String name,
        Cause cause,
        int status,
        String type,
        @Nullable String param,
        @Nullable String code,
        String message) {
    static final String INVALID = "invalid_request_error";
    static final String USER = "image_generation_user_error";
    static final String SERVER = "server_error";

    /** Provokes the error. */
    @FunctionalInterface
    interface Cause {
        /**
         * @param server one with the standard configuration, which others use too
         * @param folder an empty one, for a server of its own
         */
        Answer on(TestServer server, Path folder) throws Exception;
    }

    /** What came back. */
    record Answer(int status, String contentType, String requestId, String shouldRetry, JsonNode body) {
        static Answer of(HttpResponse<byte[]> response) {
            return new Answer(
                    response.statusCode(),
                    TestServer.header(response, "content-type"),
                    TestServer.header(response, "x-request-id"),
                    TestServer.header(response, "x-should-retry"),
                    TestServer.json(response));
        }

        /** Of an answer as it came over a connection. */
        static Answer of(String raw) {
            int end = raw.indexOf("\r\n\r\n");
            var head = raw.substring(0, end);
            return new Answer(
                    Integer.parseInt(head.substring(9, 12)),
                    field(head, "content-type"),
                    field(head, "x-request-id"),
                    field(head, "x-should-retry"),
                    JsonMapper.shared().readTree(raw.substring(end + 4)));
        }

        private static String field(String head, String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /** A generation that is refused as invalid. */
    static ErrorRow generation(String json, @Nullable String param, @Nullable String code, String message) {
        return new ErrorRow(
                "generation " + (json.length() > 80 ? json.substring(0, 80) + "..." : json),
                (server, folder) -> Answer.of(server.generate(json)),
                400,
                INVALID,
                param,
                code,
                message);
    }

    /** A form that is refused as invalid. */
    static ErrorRow form(
            String name, String path, TestForm form, @Nullable String param, @Nullable String code, String message) {
        return new ErrorRow(
                name,
                (server, folder) -> Answer.of(server.send(form.to(server, path))),
                400,
                INVALID,
                param,
                code,
                message);
    }

    /** A picture or mask that cannot be used: the API has a type of its own for these. */
    ErrorRow asUserError() {
        return new ErrorRow(name, cause, status, USER, param, code, message);
    }

    @Override
    public String toString() {
        return name;
    }
}
