package io.lutra.server.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The base of the URLs that answers contain, as the client sees this server: what the configuration says, else what a proxy
 * says ({@code Forwarded}, RFC 7239, else {@code X-Forwarded-*}), else the client's own {@code Host}.
 */
public final class PublicBase {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    private final String configured;

    /**
     * @param configured scheme, host and path prefix, without a slash at the end; empty to go by the request
     */
    public PublicBase(String configured) {
        this.configured = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
    }

    /** The base for the answer to a call, without a slash at its end. */
    public String of(Call call) {
        if (!configured.isEmpty()) {
            return configured;
        }
        var headers = call.headers();
        var forwarded = headers.first("forwarded");
        var proto = forwarded
                .flatMap(value -> parameter(value, "proto"))
                .or(() -> headers.first("x-forwarded-proto").map(PublicBase::firstOf));
        var host = forwarded
                .flatMap(value -> parameter(value, "host"))
                .or(() -> headers.first("x-forwarded-host")
                        .map(PublicBase::firstOf)
                        .or(() -> headers.first("host"))
                        .map(name -> withPort(name, headers)))
                .filter(name -> HOST.matcher(name).matches());
        if (host.isEmpty()) {
            return call.localBase();
        }
        var scheme = proto.filter("https"::equalsIgnoreCase).isPresent() ? "https" : "http";
        var prefix = headers.first("x-forwarded-prefix")
                .map(PublicBase::firstOf)
                .map(path -> path.replaceFirst("/+$", ""))
                .filter(path -> PREFIX.matcher(path).matches())
                .orElse("");
        return scheme + "://" + host.get() + prefix;
    }

    private static String withPort(String host, Headers headers) {
        var port = headers.first("x-forwarded-port").map(PublicBase::firstOf).orElse("");
        boolean usual = port.equals("80") || port.equals("443");
        return port.matches("[0-9]{1,5}") && !usual && !host.matches(".*:[0-9]+") ? host + ":" + port : host;
    }

    /** The value that the proxy nearest to the client wrote. */
    private static String firstOf(String list) {
        int comma = list.indexOf(',');
        return (comma < 0 ? list : list.substring(0, comma)).strip();
    }

    private static Optional<String> parameter(String forwarded, String name) {
        for (var pair : firstOf(forwarded).split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }
}
