package io.lutra.server.pictures;

import io.lutra.api.error.ApiError;
import io.lutra.jobs.JobSpec.Abandonment;
import io.lutra.server.http.Call;

/** What a client wants of its pictures if its connection breaks: the header {@code lutra-on-disconnect}. */
final class OnDisconnect {
    private static final String HEADER = "lutra-on-disconnect";

    private OnDisconnect() {}

    /**
     * What it says; nothing is drawn any more if it does not.
     *
     * @throws io.lutra.api.error.ApiException if it says something else
     */
    static Abandonment of(Call call) {
        var said = call.headers().first(HEADER).orElse("cancel");
        return switch (said) {
            case "cancel" -> Abandonment.CANCEL;
            case "finish" -> Abandonment.FINISH;
            default ->
                throw ApiError.invalidValue(HEADER, said, "Supported values are: 'cancel' and 'finish'.")
                        .asException();
        };
    }
}
