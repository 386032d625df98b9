package io.lutra.server;

import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelRegistry;
import io.lutra.jobs.LocalQueue;
import io.lutra.server.access.Gate;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Meters;
import io.lutra.server.admin.AdminDoor;
import io.lutra.server.admin.AdminRoutes;
import io.lutra.server.docs.DocsEndpoint;
import io.lutra.server.edits.EditsEndpoint;
import io.lutra.server.files.FileLinks;
import io.lutra.server.files.FilesEndpoint;
import io.lutra.server.files.LinkedPictures;
import io.lutra.server.files.ServerKey;
import io.lutra.server.generations.GenerationsEndpoint;
import io.lutra.server.health.HealthEndpoint;
import io.lutra.server.health.ProbesEndpoint;
import io.lutra.server.health.Readiness;
import io.lutra.server.http.PublicBase;
import io.lutra.server.http.RequestObserver;
import io.lutra.server.http.Router;
import io.lutra.server.http.TlsFiles;
import io.lutra.server.http.WebServer;
import io.lutra.server.lifecycle.Draining;
import io.lutra.server.lifecycle.SteadyClock;
import io.lutra.server.metrics.Metrics;
import io.lutra.server.metrics.MetricsEndpoint;
import io.lutra.server.metrics.ServerState;
import io.lutra.server.models.ModelsEndpoint;
import io.lutra.server.pictures.Books;
import io.lutra.server.pictures.PictureDesk;
import io.lutra.server.pictures.Strictness;
import io.lutra.server.playground.PlaygroundEndpoint;
import io.lutra.server.results.ResultsEndpoint;
import io.lutra.server.safety.Safety;
import io.lutra.server.tracing.Tracing;
import io.lutra.server.uploads.JsonPictures;
import io.lutra.server.uploads.UploadGate;
import io.lutra.server.usage.Database;
import io.lutra.server.usage.UsageEndpoint;
import io.lutra.server.variations.VariationsEndpoint;
import io.lutra.server.workshop.ModelCatalog;
import io.lutra.server.workshop.Opening;
import io.lutra.server.workshop.Workshop;
import io.lutra.storage.ImageStore;
import io.lutra.storage.StorageException;
import io.lutra.storage.StoreClocks;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. It listens from the start and loads its models meanwhile; requests that need them wait. Thread-safe.
 *
 * <p>Closing it refuses new work, gives what runs a while, ends the rest, stops listening, and frees the models.
 */
public final class LutraServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LutraServer.class);

    private final ServerConfig config;
    private final ImageStore store;
    private final Database database;
    private final Safety safety;
    private final WebServer web;
    private final Optional<WebServer> adminWeb;
    private final Metrics metrics = new Metrics(version());
    private final Optional<Tracing> tracing;
    private final Opening opening = new Opening();
    private final Draining draining = new Draining();
    private final Thread loader;

    /** What the loader made; written by the loader alone, read once it has been joined. */
    private Optional<Loaded> loaded = Optional.empty();

    private record Loaded(ModelRegistry models, LocalQueue queue) {}

    private LutraServer(ServerConfig config, Supplier<ModelRegistry> loading, InstantSource wall)
            throws InterruptedException {
        this.config = config;
        var clock = SteadyClock.from(wall);
        var random = new SecureRandom();
        var key = ServerKey.of(config.dataDir(), random);
        var links = new FileLinks(key);
        safety = new Safety(config.safety(), config.dataDir(), key, "Lutra " + version(), wall);
        store = config.store().open(config.dataDir(), new StoreClocks(wall, clock), random);
        var base = new PublicBase(config.publicUrl());
        database = new Database(Database.file(config.dataDir()), wall);
        var books = Books.in(database, store, key, config.linkLife(), config.books(), wall);
        var meters = new Meters(clock, wall, books::drawnToday);
        var desk = new PictureDesk(new PictureDesk.Parts(
                opening, meters, books, base, config.patience(), config.loading(), safety, clock, random));
        var gate =
                new Gate(new KeyFile(config.dataDir()), config.access(), written -> key.code("owner", written), clock);
        var strictness = new Strictness(config.strict());
        var jsonPictures = new JsonPictures(new LinkedPictures(links, store, wall));
        var uploads = UploadGate.forHeap(Runtime.getRuntime().maxMemory());
        var models = new ModelsEndpoint(opening);
        var docs = new DocsEndpoint(base);
        var playground = new PlaygroundEndpoint();
        var readiness = Readiness.empty()
                .with("models", opening::whyNot)
                .with("storage", this::whyNotWritable)
                .with("lifecycle", draining::whyNot);
        var admin = new AdminRoutes(
                new HealthEndpoint(opening),
                new ProbesEndpoint(readiness),
                new MetricsEndpoint(metrics),
                new UsageEndpoint(books.ledger(), wall));
        var routes = new Router.Builder(draining.before(new Doorkeeper(gate, meters)))
                .on("POST", "/images/generations", new GenerationsEndpoint(desk, strictness)::create)
                .on(
                        "POST",
                        "/images/edits",
                        new EditsEndpoint(desk, strictness, config.uploads(), jsonPictures, uploads)::create)
                .on(
                        "POST",
                        "/images/variations",
                        new VariationsEndpoint(desk, strictness, config.uploads(), uploads)::create)
                .on(
                        "GET",
                        "/images/requests/{request}",
                        new ResultsEndpoint(books.results(), books.accounts(), store, links, base, wall)::fetch)
                .on("GET", "/models", models::list)
                .on("GET", "/models/{model}", models::retrieve)
                .open("GET", "/files/{name}", new FilesEndpoint(links, store, wall)::fetch)
                .open("GET", "/", playground::page)
                .open("GET", "/playground/{name}", playground::file)
                .open("GET", "/openapi.json", docs::openApi)
                .open("GET", "/docs", docs::page);
        admin.addHealth(routes);
        if (config.admin().port().isEmpty()) {
            var strangers = config.access().keysNeeded() ? AdminDoor.Strangers.NONE : AdminDoor.Strangers.LOCAL;
            admin.addPrivate(routes, new AdminDoor(gate, strangers));
        }
        tracing = Tracing.of(config.admin().traces(), version());
        try {
            web = WebServer.start(
                    new WebServer.Settings(config.host(), config.port(), config.limits(), config.front(), observer()),
                    routes.build(),
                    clock,
                    random);
        } catch (RuntimeException e) {
            tracing.ifPresent(Tracing::close);
            store.close();
            database.close();
            safety.close();
            throw e;
        }
        metrics.watch(new ServerState.Front(web, uploads, readiness), store);
        try {
            adminWeb = listenForAdmins(admin, gate, clock, random);
        } catch (RuntimeException e) {
            web.close();
            tracing.ifPresent(Tracing::close);
            store.close();
            database.close();
            safety.close();
            throw e;
        }
        loader = Thread.ofPlatform().name("lutra-loader").start(() -> load(loading, clock));
    }

    /**
     * Listens, and begins to load the models.
     *
     * @param loading makes the models; called once, on a thread of its own. What it throws, {@link #awaitReady} throws. The
     *     server closes the registry
     * @throws io.lutra.server.http.ListenException if it cannot listen where the configuration says
     * @throws io.lutra.server.safety.SafetyException if the list of words or the webhook is of no use
     * @throws io.lutra.storage.StorageException if the data folder cannot be used
     * @throws java.io.UncheckedIOException if the server's key cannot be read or made
     */
    public static LutraServer start(ServerConfig config, Supplier<ModelRegistry> loading) throws InterruptedException {
        return start(config, loading, InstantSource.system());
    }

    /** The same, by another time of day. */
    static LutraServer start(ServerConfig config, Supplier<ModelRegistry> loading, InstantSource wall)
            throws InterruptedException {
        return new LutraServer(config, loading, wall);
    }

    private RequestObserver observer() {
        return tracing.map(metrics.requests()::and).orElse(metrics.requests());
    }

    private Optional<WebServer> listenForAdmins(
            AdminRoutes admin, Gate gate, InstantSource clock, RandomGenerator random) throws InterruptedException {
        if (config.admin().port().isEmpty()) {
            return Optional.empty();
        }
        var strangers = config.admin().open() ? AdminDoor.Strangers.ALL : AdminDoor.Strangers.NONE;
        return Optional.of(admin.listen(config.admin(), new AdminDoor(gate, strangers), clock, random));
    }

    private Optional<String> whyNotWritable() {
        try {
            store.requireWritable();
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of("pictures cannot be kept: the folder cannot be written to");
        }
    }

    private void load(Supplier<ModelRegistry> loading, InstantSource clock) {
        try {
            var models = loading.get();
            var infos = models.all().stream().map(ImageModel::info).toList();
            var catalog = new ModelCatalog(infos, config.aliases());
            var queue = LocalQueue.start(models, config.queue(), clock, metrics.drawing());
            metrics.watch(models, queue);
            loaded = Optional.of(new Loaded(models, queue));
            opening.open(new Workshop(catalog, queue));
        } catch (RuntimeException | Error e) {
            opening.fail(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return web.port();
    }

    /** The port on which whoever runs the server looks at it, if that is another. */
    public OptionalInt adminPort() {
        return adminWeb.map(WebServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** Where it listens, for people on this machine. */
    public URI url() {
        var host = config.host().equals("0.0.0.0") || config.host().equals("::") ? "127.0.0.1" : config.host();
        var scheme = config.front().tls() instanceof TlsFiles.None ? "http" : "https";
        return URI.create(scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port());
    }

    /**
     * Waits until it can draw.
     *
     * @throws RuntimeException what the loading of the models failed with, such as {@link io.lutra.engine.EngineException}
     */
    public void awaitReady() throws InterruptedException {
        opening.await();
    }

    private static String version() {
        var version = LutraServer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Whether it is ending: it finishes what it has, and takes in nothing new. */
    public boolean isDraining() {
        return draining.isOn();
    }

    /** Finishes what runs, within the configured deadline, and ends. Does nothing when it was called already. */
    @Override
    public void close() {
        if (!draining.begin()) {
            return;
        }
        var deadline = config.shutdown().deadline();
        long end = System.nanoTime() + deadline.toNanos();
        int running = web.activity().calls();
        if (running > 0) {
            LOG.info("ending: {} requests are being answered, which may take {} s", running, deadline.toSeconds());
        }
        opening.fail(Draining.refusal());
        try {
            if (!web.drain(deadline)) {
                LOG.info("not all was done within {} s: the rest is dropped", deadline.toSeconds());
            }
            loader.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException e) {
            LOG.info("interrupted while closing: what is being drawn is dropped");
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void end() {
        if (loader.isAlive()) {
            LOG.warn("models are still being loaded; they are left to the end of the process");
        } else {
            loaded.ifPresent(parts -> parts.queue().close());
        }
        web.close();
        adminWeb.ifPresent(WebServer::close);
        tracing.ifPresent(Tracing::close);
        if (!loader.isAlive()) {
            loaded.ifPresent(parts -> parts.models().close());
        }
        store.close();
        database.close();
        safety.close();
    }
}
