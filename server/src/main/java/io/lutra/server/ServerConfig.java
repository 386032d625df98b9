package io.lutra.server;

import io.lutra.jobs.QueueLimits;
import io.lutra.server.access.AccessPolicy;
import io.lutra.server.admin.AdminPolicy;
import io.lutra.server.http.Front;
import io.lutra.server.http.Limits;
import io.lutra.server.lifecycle.ShutdownPolicy;
import io.lutra.server.pictures.BookPolicy;
import io.lutra.server.safety.SafetyConfig;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.storage.StoreLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is set up.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param dataDir where finished pictures and the server's key lie; made if it is missing
 * @param publicUrl the base of links, such as {@code https://pictures.example.org}; empty to go by each request
 * @param strict whether parameters that a profile does not have are errors instead of being ignored and named
 * @param uploads how strict it is about pictures that clients send
 * @param linkLife how long links are valid; their pictures are deleted then
 * @param patience how long pictures may take when a client does not say how long it waits
 * @param loading how long requests wait for the models to be loaded when their client does not say
 * @param aliases further model names to the id of the model that answers to each
 * @param queue how much may wait to be drawn
 * @param store how much may be kept
 * @param limits how much one client can hold
 * @param access who is let in
 * @param admin where whoever runs the server looks at it
 * @param front how it meets its network
 * @param books what is written down of what was drawn
 * @param safety what is drawn, written down and told
 * @param shutdown how it ends
 */
public record ServerConfig(
        String host,
        int port,
        Path dataDir,
        String publicUrl,
        boolean strict,
        UploadPolicy uploads,
        Duration linkLife,
        Duration patience,
        Duration loading,
        Map<String, String> aliases,
        QueueLimits queue,
        StoreConfig store,
        Limits limits,
        AccessPolicy access,
        AdminPolicy admin,
        Front front,
        BookPolicy books,
        SafetyConfig safety,
        ShutdownPolicy shutdown) {
    /** Copies the map. */
    public ServerConfig {
        aliases = Map.copyOf(aliases);
    }

    /** The defaults: this machine only, port 8080, links that are valid for an hour. */
    public static ServerConfig standard(Path dataDir) {
        return new ServerConfig(
                "127.0.0.1",
                8080,
                dataDir,
                "",
                false,
                UploadPolicy.STANDARD,
                Duration.ofMinutes(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Map.of(),
                new QueueLimits(200, 100),
                new StoreConfig(new StoreLimits(8L << 30, 256L << 20, Duration.ofSeconds(30)), Optional.empty()),
                Limits.standard(),
                AccessPolicy.OPEN,
                AdminPolicy.STANDARD,
                Front.STANDARD,
                BookPolicy.STANDARD,
                SafetyConfig.STANDARD,
                ShutdownPolicy.STANDARD);
    }

    /** This, listening elsewhere. */
    public ServerConfig listeningOn(String host, int port) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with another base of links. */
    public ServerConfig withPublicUrl(String publicUrl) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, refusing parameters that a profile does not have, or not. */
    public ServerConfig withStrict(boolean strict) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, otherwise strict about pictures that clients send. */
    public ServerConfig withUploads(UploadPolicy uploads) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with another life of links. */
    public ServerConfig withLinkLife(Duration linkLife) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with requests waiting otherwise for the models. */
    public ServerConfig withLoading(Duration loading) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with other names of models. */
    public ServerConfig withAliases(Map<String, String> aliases) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with another queue. */
    public ServerConfig withQueue(QueueLimits queue) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, keeping more or fewer pictures. */
    public ServerConfig withStore(StoreLimits bounds) {
        return withStore(new StoreConfig(bounds, store.bucket()));
    }

    /** This, keeping pictures elsewhere. */
    public ServerConfig withStore(StoreConfig other) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, other,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with other limits for clients. */
    public ServerConfig withLimits(Limits limits) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, letting in others. */
    public ServerConfig withAccess(AccessPolicy access) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, looked at elsewhere. */
    public ServerConfig withAdmin(AdminPolicy admin) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, meeting its network otherwise. */
    public ServerConfig withFront(Front front) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, with something else written down of what was drawn. */
    public ServerConfig withBooks(BookPolicy books) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, otherwise safe. */
    public ServerConfig withSafety(SafetyConfig safety) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }

    /** This, ending otherwise. */
    public ServerConfig withShutdown(ShutdownPolicy shutdown) {
        return new ServerConfig(
                host, port, dataDir, publicUrl, strict, uploads, linkLife, patience, loading, aliases, queue, store,
                limits, access, admin, front, books, safety, shutdown);
    }
}
