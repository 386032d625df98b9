package io.lutra.server.admin;

import io.lutra.api.error.ApiError;
import io.lutra.server.access.Gate;
import io.lutra.server.http.Call;
import io.lutra.server.http.Guard;
import java.net.InetAddress;
import java.util.List;

/**
 * Lets in whoever runs the server: with a key made with {@code --admin}, or without one as far as {@link Strangers} says.
 *
 * <p>A page of another origin that a browser on this machine shows is never let in without a key: its requests come from this
 * machine, but not from who runs the server.
 */
public record AdminDoor(Gate gate, Strangers strangers) implements Guard {
    private static final List<String> OF_PROXIES =
            List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via");

    /** Who needs no key. */
    public enum Strangers {
        /** Nobody. */
        NONE,
        /** Programs on this machine; requests that came through a proxy on it are not theirs. */
        LOCAL,
        /** Everybody who reaches the port. */
        ALL
    }

    @Override
    public void check(Call call) {
        var authorization = call.headers().first("authorization");
        boolean isAdmin = authorization.isPresent()
                && gate.identify(authorization, call.client()).admin();
        if (isAdmin || mayComeWithoutKey(call)) {
            return;
        }
        throw (authorization.isEmpty() && strangers == Strangers.NONE ? ApiError.missingKey() : ApiError.adminOnly())
                .asException();
    }

    private boolean mayComeWithoutKey(Call call) {
        return !isOfAnotherPage(call)
                && switch (strangers) {
                    case NONE -> false;
                    case LOCAL ->
                        isLoopback(call.client())
                                && OF_PROXIES.stream()
                                        .allMatch(field ->
                                                call.headers().first(field).isEmpty());
                    case ALL -> true;
                };
    }

    private static boolean isOfAnotherPage(Call call) {
        var headers = call.headers();
        return headers.first("origin").isPresent()
                || headers.first("sec-fetch-site")
                        .filter(site -> !site.equals("none") && !site.equals("same-origin"))
                        .isPresent();
    }

    /** The address is one already: no name is looked up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
