package io.lutra.cli.draw;

import io.lutra.cli.draw.DrawException.Kind;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a server's refusals mean at the command line. */
final class ServerRefusal {
    private ServerRefusal() {}

    /** Of an answer with another status than 200. */
    static DrawException of(RemoteArtist.Account account, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        var error = parsed(body).path("error");
        String message = error.path("message").asString("");
        if (message.isEmpty()) {
            message = "it answers with status " + status + " and no reason";
        }
        String told = account + ": " + message;
        return switch (status) {
            case 401, 403 ->
                new DrawException(
                        Kind.KEY_REFUSED, told + " Set LUTRA_API_KEY (or OPENAI_API_KEY) to a key of this server.");
            case 408, 429, 502, 503, 504 -> new DrawException(Kind.UNREACHABLE, told + later(response));
            case 400, 404, 413, 415, 422 ->
                new DrawException(Kind.WRONG_ORDER, error.path("param").asString(""), told);
            default -> new DrawException(Kind.FAILED, told);
        };
    }

    /** Of an error event in a stream. */
    static DrawException of(RemoteArtist.Account account, JsonNode event) {
        var error = event.path("error");
        String message = error.path("message").asString("it broke off without a reason");
        boolean isOurs = error.path("type").asString("").equals("invalid_request_error");
        return isOurs
                ? new DrawException(Kind.WRONG_ORDER, error.path("param").asString(""), account + ": " + message)
                : new DrawException(Kind.FAILED, account + ": " + message);
    }

    private static String later(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .map(" Try again in %s s."::formatted)
                .orElse(" Try again later.");
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
