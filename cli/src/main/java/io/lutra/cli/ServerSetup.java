package io.lutra.cli;

import io.lutra.cli.Installation.Asked;
import io.lutra.cli.config.ConfigException;
import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Key;
import io.lutra.cli.config.Keys;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.jobs.QueueLimits;
import io.lutra.server.ServerConfig;
import io.lutra.server.StoreConfig;
import io.lutra.server.access.AccessPolicy;
import io.lutra.server.access.KeyFile;
import io.lutra.server.access.Rates;
import io.lutra.server.admin.AdminPolicy;
import io.lutra.server.http.Front;
import io.lutra.server.http.Limits;
import io.lutra.server.http.TlsFiles;
import io.lutra.server.lifecycle.ShutdownPolicy;
import io.lutra.server.pictures.BookPolicy;
import io.lutra.server.proxy.TrustedProxies;
import io.lutra.server.tracing.TracePolicy;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.storage.StoreLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Makes of a configuration what the parts of the server are set up with. */
record ServerSetup(Configuration config, Map<String, String> environment) {
    /** Where everything is kept. */
    static Path dataDir(Configuration config, Map<String, String> environment) {
        var configured = config.get(Keys.DATA_DIR);
        return configured.toString().isEmpty() ? Installation.dataDir(environment) : configured;
    }

    Path dataDir() {
        return dataDir(config, environment);
    }

    /** How the server is set up. */
    ServerConfig server() {
        var standard = Limits.standard();
        return new ServerConfig(
                config.get(Keys.HOST),
                config.get(Keys.PORT),
                dataDir(),
                config.get(Keys.PUBLIC_URL),
                config.get(Keys.STRICT),
                new UploadPolicy(config.get(Keys.STRICT_MIMETYPE), config.get(Keys.REPAIR)),
                config.get(Keys.LINK_LIFE),
                config.get(Keys.PATIENCE),
                config.get(Keys.LOADING),
                config.get(Keys.ALIASES),
                new QueueLimits(config.get(Keys.QUEUE_PICTURES), config.get(Keys.QUEUE_PICTURES_PER_OWNER)),
                new StoreConfig(
                        new StoreLimits(
                                config.get(Keys.STORE_SIZE),
                                config.get(Keys.STORE_KEEP_FREE),
                                config.get(Keys.STORE_SWEEP)),
                        BucketSetup.of(config)),
                new Limits(
                        config.get(Keys.HTTP_CONNECTIONS),
                        config.get(Keys.HTTP_CALLS),
                        config.get(Keys.HTTP_HEAD),
                        config.get(Keys.HTTP_KEEP_ALIVE),
                        config.get(Keys.HTTP_BODY_IDLE),
                        config.get(Keys.HTTP_BODY),
                        config.get(Keys.HTTP_WRITE_IDLE),
                        standard.linger(),
                        standard.shutdown()),
                new AccessPolicy(
                        needsKeys(),
                        new Rates(
                                config.get(Keys.REQUESTS_PER_MINUTE),
                                config.get(Keys.PICTURES_PER_MINUTE),
                                config.get(Keys.PICTURES_PER_DAY),
                                config.get(Keys.PARALLEL_JOBS))),
                new AdminPolicy(
                        config.get(Keys.ADMIN_HOST),
                        config.get(Keys.ADMIN_PORT) == 0
                                ? OptionalInt.empty()
                                : OptionalInt.of(config.get(Keys.ADMIN_PORT)),
                        config.get(Keys.ADMIN_OPEN) || isLoopback(config.get(Keys.ADMIN_HOST)),
                        traces()),
                new Front(new TrustedProxies(config.get(Keys.TRUSTED_PROXIES)), tls()),
                new BookPolicy(
                        config.get(Keys.USAGE_KEEP), config.get(Keys.USAGE_PLAIN_USERS), config.get(Keys.KEEP_INLINE)),
                SafetySetup.of(config),
                new ShutdownPolicy(config.get(Keys.SHUTDOWN_DEADLINE)));
    }

    private TlsFiles tls() {
        var certificate = config.get(Keys.TLS_CERTIFICATE);
        var key = config.get(Keys.TLS_KEY);
        var password = config.get(Keys.TLS_PASSWORD_FILE);
        if (certificate.toString().isEmpty()) {
            if (!key.toString().isEmpty() || !password.toString().isEmpty()) {
                throw new ConfigException(List.of("tls.certificate must be set, too, for https"));
            }
            return new TlsFiles.None();
        }
        if (!key.toString().isEmpty()) {
            return new TlsFiles.Pem(certificate, key);
        }
        if (certificate.toString().matches("(?i).*\\.(p12|pfx)")) {
            return new TlsFiles.Pkcs12(certificate, password);
        }
        throw new ConfigException(List.of("tls.key must be set, too: the key of " + certificate
                + "; only a PKCS #12 file (.p12, .pfx) holds both"));
    }

    private TracePolicy traces() {
        try {
            return new TracePolicy(
                    config.get(Keys.TRACES_ENDPOINT),
                    config.get(Keys.TRACES_PERCENT) / 100.0,
                    config.get(Keys.TRACES_HEADERS));
        } catch (IllegalArgumentException wrong) {
            throw wrong(Keys.TRACES_ENDPOINT, wrong);
        }
    }

    private boolean needsKeys() {
        return config.get(Keys.REQUIRE_KEYS) || (!isLoopback() && !config.get(Keys.ALLOW_ANONYMOUS));
    }

    /**
     * Refuses to open the server to others than this machine without anybody having said who may draw.
     *
     * @throws ConfigException if keys are needed and there are none
     */
    void requireKeys() {
        if (needsKeys() && new KeyFile(dataDir()).read().isEmpty()) {
            throw new ConfigException(List.of((isLoopback()
                            ? "keys are asked for, and there are none"
                            : "on " + config.get(Keys.HOST)
                                    + " others than this machine could draw, and there are no keys")
                    + ". Make one: lutra keys add NAME"
                    + (isLoopback() ? "" : "; or let everybody draw: --allow-anonymous")));
        }
    }

    boolean isLoopback() {
        return isLoopback(config.get(Keys.HOST));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** How the device is started. */
    DeviceSettings device() {
        var overlaid = new HashMap<>(environment);
        overlaid.put(Keys.DEVICE.variable(), config.get(Keys.DEVICE).toString());
        overlaid.put(Keys.DTYPE.variable(), config.get(Keys.DTYPE).name());
        overlaid.put(Keys.THREADS.variable(), Integer.toString(config.get(Keys.THREADS)));
        return DeviceSettings.from(overlaid, System.getProperties());
    }

    /**
     * The models to load.
     *
     * @throws ConfigException if there is none of a name or path, or two have one name
     */
    Asked asked() {
        long memory = config.get(Keys.MODEL_MEMORY);
        return new Asked(models(), loras(), memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory));
    }

    private List<ModelArgument> models() {
        try {
            var asked = ModelArgument.parse(
                    config.get(Keys.MODELS), Installation.embedded(), Installation.fetched(dataDir()));
            asked.stream().collect(Collectors.groupingBy(ModelArgument::id)).forEach((id, same) -> {
                if (same.size() > 1) {
                    throw new IllegalArgumentException(
                            "--model: two models are named " + id + "; name them with --model NAME=PATH");
                }
            });
            return asked;
        } catch (IllegalArgumentException wrong) {
            throw wrong(Keys.MODELS, wrong);
        }
    }

    private Map<String, Path> loras() {
        var paths = new LinkedHashMap<String, Path>();
        for (String argument : config.get(Keys.LORAS)) {
            // A LoRA is named as a model is: after its file, or by NAME=FILE.
            try {
                var parsed = ModelArgument.parseLora(argument, Installation.fetched(dataDir()));
                if (paths.put(parsed.id(), parsed.path()) != null) {
                    throw new IllegalArgumentException("--lora: two LoRAs are named " + parsed.id());
                }
            } catch (IllegalArgumentException wrong) {
                throw wrong(Keys.LORAS, wrong);
            }
        }
        return paths;
    }

    /** Messages name the flag: whoever wrote a file is told where instead. */
    private ConfigException wrong(Key<?> key, IllegalArgumentException wrong) {
        var message = String.valueOf(wrong.getMessage());
        var where = config.origin(key).told();
        return new ConfigException(List.of(
                where.equals(key.flag())
                        ? message
                        : where + ": " + message.replace(key.flag() + ": ", "").replace(key.flag() + " ", "")));
    }
}
