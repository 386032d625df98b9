package io.lutra.server.edits;

import io.lutra.api.request.Options;
import io.lutra.api.request.Options.ResponseFormat;
import io.lutra.api.request.Parameters;
import io.lutra.server.http.Call;

/**
 * The one exception from the rule that links are the standard answer: the AI SDK edits without naming a response format, and
 * then accepts inline pictures only. It is answered with both.
 */
final class ClientQuirks {
    private ClientQuirks() {}

    static Options adapt(Call call, Parameters parameters, Options options) {
        boolean needsBoth = options.responseFormat() == ResponseFormat.URL
                && !parameters.names().contains("response_format")
                && call.headers().contains("user-agent", "ai-sdk");
        return needsBoth ? options.withResponseFormat(ResponseFormat.BOTH) : options;
    }
}
