package io.lutra.server.uploads;

import io.lutra.api.error.ApiError;
import io.lutra.server.http.Call;
import java.util.Arrays;
import java.util.Locale;

/**
 * How strict the server is about pictures that clients send.
 *
 * @param strictMimetype whether the type that a part declares must be right; otherwise it is not looked at, for many client
 *     libraries declare none or a wrong one
 * @param repair what becomes of a picture that a profile would refuse
 */
public record UploadPolicy(boolean strictMimetype, Repair repair) {
    /** Types are not looked at, nothing is repaired: the contract of the API. */
    public static final UploadPolicy STANDARD = new UploadPolicy(false, Repair.OFF);

    private static final String HEADER = "lutra-repair";

    /** What becomes of a picture of another format, shape or size in bytes than a profile takes. */
    public enum Repair {
        /** It is refused. */
        OFF,
        /** It is converted, turned upright, and its middle is cut out. */
        CROP,
        /** It is converted, turned upright, and something is added around it. */
        PAD
    }

    /** Whether anything is repaired at all. */
    public boolean repairs() {
        return repair != Repair.OFF;
    }

    /**
     * The policy for a call, which may ask for another repair by the header {@code lutra-repair: off|crop|pad}.
     *
     * @throws io.lutra.api.error.ApiException if the header has another value
     */
    public UploadPolicy of(Call call) {
        var asked = call.headers().first(HEADER);
        if (asked.isEmpty()) {
            return this;
        }
        return Arrays.stream(Repair.values())
                .filter(one -> one.name().equals(asked.get().toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(one -> new UploadPolicy(strictMimetype, one))
                .orElseThrow(() -> ApiError.invalidValue(
                                HEADER, asked.get(), "Supported values are: 'off', 'crop', and 'pad'.")
                        .asException());
    }
}
