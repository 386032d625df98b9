package io.lutra.server.pictures;

import io.lutra.api.error.ApiError;
import io.lutra.server.http.Call;

/** What a client calls its request: the header {@code x-client-request-id}, by which it can fetch the answer again. */
final class ClientId {
    private static final String HEADER = "x-client-request-id";
    private static final int LONGEST = 512;

    private ClientId() {}

    /**
     * The name, or an empty one.
     *
     * @throws io.lutra.api.error.ApiException if it is longer than 512 characters, or has others than printable ASCII
     */
    static String of(Call call) {
        var id = call.headers().first(HEADER).orElse("");
        if (id.length() > LONGEST || !id.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw ApiError.invalidValue(HEADER, id, "It must be at most 512 printable ASCII characters.")
                    .asException();
        }
        return id;
    }
}
