package io.lutra.cli.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An address to listen on.
 *
 * @param name what it is for
 * @param host an address or name
 * @param port 0 for a free one
 * @param state whether it can be listened on
 * @param reason why not, by the system's own words
 */
public record PortFacts(String name, String host, int port, State state, String reason) implements Facts {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FIRST_OPEN_TO_ALL = 1024;

    /** Whether it can be listened on. */
    public enum State {
        /** Yes. */
        FREE,
        /** A Lutra listens there. */
        LUTRA,
        /** Something else listens there. */
        TAKEN,
        /** This user may not. */
        FORBIDDEN,
        /** The address is none of this machine. */
        ELSEWHERE
    }

    /** Tries it: listens for a moment, and asks who is there if somebody is. */
    public static PortFacts read(String name, String host, int port) throws InterruptedException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new PortFacts(name, host, port, State.FREE, "");
        } catch (UnknownHostException unknown) {
            return new PortFacts(name, host, port, State.ELSEWHERE, "no such name");
        } catch (BindException refused) {
            var reason = String.valueOf(refused.getMessage());
            return new PortFacts(name, host, port, state(reason, host, port), reason);
        } catch (SocketException refused) {
            return new PortFacts(name, host, port, State.FORBIDDEN, String.valueOf(refused.getMessage()));
        } catch (IOException fault) {
            return new PortFacts(name, host, port, State.ELSEWHERE, String.valueOf(fault.getMessage()));
        }
    }

    private static State state(String reason, String host, int port) throws InterruptedException {
        var lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied")) {
            return State.FORBIDDEN;
        }
        if (lower.contains("cannot assign")) {
            return State.ELSEWHERE;
        }
        return isLutra(host, port) ? State.LUTRA : State.TAKEN;
    }

    private static boolean isLutra(String host, int port) throws InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var bracketed = host.contains(":") ? "[" + host + "]" : host;
            var asked = HttpRequest.newBuilder(URI.create("http://" + bracketed + ":" + port + "/health"))
                    .timeout(PATIENCE)
                    .build();
            var answer = client.send(asked, HttpResponse.BodyHandlers.ofString());
            return answer.body().contains("\"lutra");
        } catch (IOException | IllegalArgumentException other) {
            return false;
        }
    }

    @Override
    public List<Finding> findings() {
        var address = host + (host.contains(":") ? " port " : ":") + port;
        return List.of(
                switch (state) {
                    case FREE -> Finding.ok(name, port == 0 ? host + ", a free port" : address + " is free");
                    case LUTRA -> Finding.ok(name, "a Lutra already listens on " + address);
                    case TAKEN ->
                        Finding.problem(
                                name,
                                address + " is taken by another program",
                                "End it (ss -ltnp says which), or choose another port.");
                    case FORBIDDEN ->
                        Finding.problem(
                                name,
                                address + " may not be listened on: " + reason,
                                port < FIRST_OPEN_TO_ALL
                                        ? "Choose a port from " + FIRST_OPEN_TO_ALL
                                                + " on, and put a proxy before it: only root may have a lower one."
                                        : "Let this user listen there, or choose another port.");
                    case ELSEWHERE ->
                        Finding.problem(
                                name,
                                host + " is no address of this machine: " + reason,
                                "Choose one that 'ip address' shows, or 0.0.0.0 for all.");
                });
    }
}
