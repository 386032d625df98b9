package io.lutra.server.admin;

import io.lutra.api.error.ApiError;
import io.lutra.server.health.HealthEndpoint;
import io.lutra.server.health.ProbesEndpoint;
import io.lutra.server.http.Front;
import io.lutra.server.http.Guard;
import io.lutra.server.http.Limits;
import io.lutra.server.http.RequestObserver;
import io.lutra.server.http.Router;
import io.lutra.server.http.WebServer;
import io.lutra.server.metrics.MetricsEndpoint;
import io.lutra.server.usage.UsageEndpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The routes for whoever runs the server and for the programs that watch it. */
public record AdminRoutes(HealthEndpoint health, ProbesEndpoint probes, MetricsEndpoint metrics, UsageEndpoint usage) {
    /** What a handful of programs need that ask every few seconds. */
    private static final Limits FEW = new Limits(
            64,
            16,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    /** Adds the health of the server, which it tells to everybody. */
    public Router.Builder addHealth(Router.Builder router) {
        return router.open("GET", "/health", health::check)
                .open("GET", "/health/live", probes::live)
                .open("GET", "/health/ready", probes::ready);
    }

    /** Adds what it tells only behind a door. */
    public Router.Builder addPrivate(Router.Builder router, Guard door) {
        return router.on("GET", "/metrics", door, metrics::scrape)
                .on("GET", "/organization/usage/images", door, usage::images);
    }

    /**
     * Listens on the admin port of a policy, which has one.
     *
     * @throws io.lutra.server.http.ListenException if it cannot
     */
    public WebServer listen(AdminPolicy policy, Guard door, InstantSource clock, RandomGenerator ids)
            throws InterruptedException {
        var router = new Router.Builder(call -> {
            throw ApiError.unknownUrl(call.method(), "").asException();
        });
        return WebServer.start(
                new WebServer.Settings(
                        policy.host(), policy.port().orElseThrow(), FEW, Front.STANDARD, RequestObserver.NONE),
                addPrivate(addHealth(router), door).build(),
                clock,
                ids);
    }
}
