package io.lutra.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a server: which certificate it answers with, also after the files were replaced. A connection keeps what it began
 * with. Files that are of no use are told in the log, and what was there before is kept.
 */
final class Encryption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
    private static final Duration SWITCH = Duration.ofSeconds(10);
    private static final Duration EXPIRES_SOON = Duration.ofDays(7);

    private final TlsFiles files;
    private final Limits limits;
    private final Vertx vertx;
    private final InstantSource wall;
    private final FileWatch watch;

    Encryption(TlsFiles files, Limits limits, Vertx vertx, InstantSource wall) {
        this.files = files;
        this.limits = limits;
        this.vertx = vertx;
        this.wall = wall;
        watch = new FileWatch(files.files());
    }

    boolean isOn() {
        return !(files instanceof TlsFiles.None);
    }

    /**
     * Sets up a server that does not listen yet.
     *
     * @throws BadPair if it cannot encrypt with these files
     */
    void apply(HttpServerOptions options) throws BadPair {
        if (!isOn()) {
            return;
        }
        var ssl = read().serverOptions(limits);
        options.setSsl(true)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setKeyCertOptions(ssl.getKeyCertOptions())
                .setEnabledSecureTransportProtocols(ssl.getEnabledSecureTransportProtocols())
                .setSslHandshakeTimeout(limits.head().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Has a server that listens answer with new files as soon as they are there. */
    void follow(HttpServer server) {
        watch.start(() -> reload(server));
    }

    private TlsPair read() throws BadPair {
        var pair = TlsPair.read(files, vertx);
        LOG.info("TLS with {}", pair.describe());
        var left = Duration.between(wall.instant(), pair.expires());
        if (left.compareTo(EXPIRES_SOON) < 0) {
            LOG.warn(
                    "the certificate {}: clients will refuse it then",
                    left.isPositive() ? "expires soon" : "has expired");
        }
        TlsPair.exposed(files)
                .forEach(file -> LOG.warn("everybody on this machine can read the key {}: chmod o= {}", file, file));
        return pair;
    }

    private void reload(HttpServer server) {
        try {
            EventLoop.await(server.updateSSLOptions(read().serverOptions(limits), true), SWITCH);
        } catch (BadPair unusable) {
            LOG.error("the new certificate is not used, the old one stays: {}", unusable.getMessage());
        } catch (IOException failed) {
            LOG.error("the new certificate could not be taken up, the old one stays: {}", failed.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
