package io.lutra.cli.config;

import io.lutra.cli.logging.LogFormat;
import io.lutra.engine.tensor.DeviceChoice;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.server.ServerConfig;
import io.lutra.server.proxy.AddressRange;
import io.lutra.server.safety.SafetyConfig;
import io.lutra.server.uploads.UploadPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key of the configuration, in the order in which people read about them. */
public final class Keys {
    private static final ServerConfig STANDARD = ServerConfig.standard(Path.of(""));
    private static final SafetyConfig SAFETY = STANDARD.safety();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<Key<?>> COLLECTED = new ArrayList<>();

    private Keys() {}

    /** The address to listen on. */
    public static final Key<String> HOST =
            key("host", Kind.text("an address or name"), STANDARD.host(), "The address to listen on.");

    /** The port to listen on. */
    public static final Key<Integer> PORT =
            key("port", Kind.integer(0, 65535), STANDARD.port(), "The port to listen on; 0 takes a free one.");

    /** Where everything is kept; the empty path for the usual place. */
    public static final Key<Path> DATA_DIR = key(
            "data-dir",
            Kind.path(),
            Path.of(""),
            "Where finished pictures, fetched models and the server's secrets lie; made if it is missing. Empty:"
                    + " `$XDG_DATA_HOME/lutra`, else `~/.local/share/lutra`.");

    /** The base of links. */
    public static final Key<String> PUBLIC_URL = key(
            "public-url",
            Kind.text("a URL"),
            STANDARD.publicUrl(),
            "The base of picture links, such as `https://pictures.example.org`. Without it, links go by the request"
                    + " (Forwarded and X-Forwarded-* of trusted proxies, Host).");

    /** Whose word is taken for where requests come from. */
    public static final Key<List<AddressRange>> TRUSTED_PROXIES = key(
            "trusted-proxies",
            Kind.addresses(),
            STANDARD.front().proxies().ranges(),
            "The proxies whose `Forwarded` and `X-Forwarded-*` headers are believed; from anybody else they mean nothing.");

    /** What it answers with under TLS. */
    public static final Key<Path> TLS_CERTIFICATE = key(
            "tls.certificate",
            Kind.path(),
            Path.of(""),
            "The server's certificate and those that signed it, in PEM, or a PKCS #12 file with the key in it. Then the port"
                    + " speaks https alone. Files that change are taken up without a restart.");

    /** The key of the certificate. */
    public static final Key<Path> TLS_KEY = key(
            "tls.key", Kind.path(), Path.of(""), "The certificate's key, in PEM; empty if it is in a PKCS #12 file.");

    /** The password of the file of both. */
    public static final Key<Path> TLS_PASSWORD_FILE = key(
            "tls.password-file",
            Kind.path(),
            Path.of(""),
            "A file that holds the password of the PKCS #12 file; empty if it has none.");

    /** The models to serve. */
    public static final Key<List<String>> MODELS = key(new Key<>(
            "models",
            Kind.namedPaths(),
            List.of(),
            "--model",
            "The checkpoints to serve: diffusers folders or safetensors files, each with a `path` and perhaps a `name`; or"
                    + " names of models that were fetched or come with Lutra. The first answers requests that name no"
                    + " model, the others are loaded when they are first asked for. On the command line `[NAME=]PATH`,"
                    + " repeated."));

    /** The LoRAs that requests may name. */
    public static final Key<List<String>> LORAS = key(new Key<>(
            "loras",
            Kind.namedPaths(),
            List.of(),
            "--lora",
            "LoRAs that requests may name, as in `\"loras\":[{\"name\":\"ink\",\"weight\":0.8}]`, each for every checkpoint"
                    + " that it fits. Written as models are."));

    /** What models may take. */
    public static final Key<Long> MODEL_MEMORY = key(
            "model-memory",
            Kind.bytes(0, "MB"),
            0L,
            "How much memory the weights of checkpoints may take together; those used least recently are given back for"
                    + " others. 0: three quarters of what is free at the start.");

    /** Further names of models. */
    public static final Key<Map<String, String>> ALIASES = key(new Key<>(
            "aliases",
            Kind.map(),
            STANDARD.aliases(),
            "--alias",
            "Further names of models, each with the name of the model that answers to it: `dall-e-3: my-model`."));

    /** Where networks run. */
    public static final Key<DeviceChoice> DEVICE = key(
            "device",
            Kind.device(),
            DeviceChoice.AUTO,
            "Where networks run. `auto`: the first NVIDIA GPU, if this build can use one (`LUTRA_CUDA=1 ./lutra`) and there is"
                    + " one, else the CPU.");

    /** What networks compute in. */
    public static final Key<DeviceSettings.Precision> DTYPE = key(
            "dtype",
            Kind.oneOf(DeviceSettings.Precision.class),
            DeviceSettings.standard().precision(),
            "What networks compute in. `auto`: bf16 on GPUs and where the processor multiplies it natively, else f32.");

    /** Threads of one operation. */
    public static final Key<Integer> THREADS = key(
            "threads",
            Kind.integer(0, DeviceSettings.MAX_THREADS),
            DeviceSettings.standard().threads(),
            "Threads of one operation of a network; 0 for all cores.");

    /** Whether unknown parameters are refused. */
    public static final Key<Boolean> STRICT = key(
            "strict",
            Kind.bool(),
            STANDARD.strict(),
            "Refuse parameters that the model's profile does not have, instead of naming them in"
                    + " `lutra-ignored-parameters`.");

    /** Whether types of uploads must be right. */
    public static final Key<Boolean> STRICT_MIMETYPE = key(
            "strict-mimetype",
            Kind.bool(),
            STANDARD.uploads().strictMimetype(),
            "Refuse uploads whose part declares no type or another than the picture's, as the hosted API does. Otherwise"
                    + " the bytes alone count.");

    /** What becomes of uploads that a profile refuses. */
    public static final Key<UploadPolicy.Repair> REPAIR = key(
            "repair",
            Kind.oneOf(UploadPolicy.Repair.class),
            STANDARD.uploads().repair(),
            "What becomes of uploads that a profile would refuse for their format, shape or size: `off` refuses them;"
                    + " `crop` converts them and cuts out the middle; `pad` converts them and adds to the sides, which"
                    + " edits then paint. A request chooses for itself by the header `lutra-repair`.");

    /** How long links are valid. */
    public static final Key<Duration> LINK_LIFE = key(
            "link-life",
            Kind.duration(SECOND, "m"),
            STANDARD.linkLife(),
            "How long picture links are valid. Their pictures are deleted then.");

    /** How long pictures may take. */
    public static final Key<Duration> PATIENCE = key(
            "patience",
            Kind.duration(SECOND, "s"),
            STANDARD.patience(),
            "How long a request's pictures may take when its client does not say how long it waits.");

    /** How long requests wait for models. */
    public static final Key<Duration> LOADING = key(
            "loading",
            Kind.duration(Duration.ZERO, "s"),
            STANDARD.loading(),
            "How long requests wait for the models to be loaded when their client does not say how long it waits.");

    /** How much may wait. */
    public static final Key<Integer> QUEUE_PICTURES = key(
            "queue.pictures",
            Kind.integer(1, 1_000_000),
            STANDARD.queue().pictures(),
            "How many pictures may wait to be drawn; more are answered 429.");

    /** How much may wait of one owner. */
    public static final Key<Integer> QUEUE_PICTURES_PER_OWNER = key(
            "queue.pictures-per-owner",
            Kind.integer(1, 1_000_000),
            STANDARD.queue().picturesOfOwner(),
            "How many of them one key may have, or one address where no keys are asked for.");

    /** What pictures may take on disk. */
    public static final Key<Long> STORE_SIZE = key(
            "store.size",
            Kind.bytes(1, "MB"),
            STANDARD.store().limits().maxBytes(),
            "How much all kept pictures may take together, on the disk or in the bucket.");

    /** What is left free on disk. */
    public static final Key<Long> STORE_KEEP_FREE = key(
            "store.keep-free",
            Kind.bytes(0, "MB"),
            STANDARD.store().limits().keepFree(),
            "How much of the disk is left to others.");

    /** How often expired pictures are deleted. */
    public static final Key<Duration> STORE_SWEEP = key(
            "store.sweep",
            Kind.duration(SECOND, "s"),
            STANDARD.store().limits().sweepEvery(),
            "How often expired pictures are deleted.");

    /** The bucket that pictures are kept in. */
    public static final Key<String> STORE_S3_BUCKET = key(
            "store.s3.bucket",
            Kind.text("a name"),
            "",
            "A bucket of a service that speaks S3, in which pictures are kept instead of in the data folder, so that several servers"
                    + " find them. Credentials are Amazon's: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, `~/.aws`, or the"
                    + " machine's role.");

    /** Whose bucket. */
    public static final Key<String> STORE_S3_ENDPOINT = key(
            "store.s3.endpoint",
            Kind.text("a URL"),
            "",
            "The service, such as `https://minio.example.org:9000`. Empty: Amazon's own.");

    /** The region of the bucket. */
    public static final Key<String> STORE_S3_REGION =
            key("store.s3.region", Kind.text("a name"), "us-east-1", "The region that requests are signed for.");

    /** What names of objects begin with. */
    public static final Key<String> STORE_S3_PREFIX = key(
            "store.s3.prefix",
            Kind.text("a name"),
            "lutra/",
            "What the names of objects begin with; empty, or with a slash at its end.");

    /** How the bucket is named to the service. */
    public static final Key<Boolean> STORE_S3_PATH_STYLE = key(
            "store.s3.path-style",
            Kind.bool(),
            true,
            "Name the bucket in the path of requests, as most services want, instead of in the host's name.");

    /** Whether clients fetch from the bucket. */
    public static final Key<Boolean> STORE_S3_DIRECT = key(
            "store.s3.direct",
            Kind.bool(),
            false,
            "Send whoever opens a link on to the bucket itself, by a presigned URL, instead of passing pictures through.");

    /** How many connections there may be. */
    public static final Key<Integer> HTTP_CONNECTIONS = key(
            "http.connections",
            Kind.integer(1, 1_000_000),
            STANDARD.limits().connections(),
            "How many connections there may be at once; more are closed as they come.");

    /** How many requests are handled at once. */
    public static final Key<Integer> HTTP_CALLS = key(
            "http.calls",
            Kind.integer(1, 1_000_000),
            STANDARD.limits().calls(),
            "How many requests are handled at once; more are answered 503.");

    /** How long the first head may take. */
    public static final Key<Duration> HTTP_HEAD = key(
            "http.head",
            Kind.duration(SECOND, "s"),
            STANDARD.limits().head(),
            "How long a new connection may take to send the head of its first request.");

    /** How long a connection may idle. */
    public static final Key<Duration> HTTP_KEEP_ALIVE = key(
            "http.keep-alive",
            Kind.duration(SECOND, "s"),
            STANDARD.limits().keepAlive(),
            "How long a connection may stay without a request after its first.");

    /** How long a body may stall. */
    public static final Key<Duration> HTTP_BODY_IDLE = key(
            "http.body-idle",
            Kind.duration(SECOND, "s"),
            STANDARD.limits().bodyIdle(),
            "How long no byte of a request's body may come.");

    /** How long a body may take. */
    public static final Key<Duration> HTTP_BODY =
            key("http.body", Kind.duration(SECOND, "s"), STANDARD.limits().body(), "How long a whole body may take.");

    /** How long an answer may stall. */
    public static final Key<Duration> HTTP_WRITE_IDLE = key(
            "http.write-idle",
            Kind.duration(SECOND, "s"),
            STANDARD.limits().writeIdle(),
            "How long a client may take nothing of its answer.");

    /** How long what runs may still take. */
    public static final Key<Duration> SHUTDOWN_DEADLINE = key(
            "shutdown.deadline",
            Kind.duration(Duration.ZERO, "s"),
            STANDARD.shutdown().deadline(),
            "How long requests that are being handled may still take when the server is told to end. New ones are answered 503"
                    + " meanwhile.");

    /** Whether keys are asked for on a loopback address, too. */
    public static final Key<Boolean> REQUIRE_KEYS = key(
            "require-keys",
            Kind.bool(),
            false,
            "Refuse requests without an API key of `lutra keys add`. On another address than this machine's own that is so"
                    + " without saying; behind a proxy on this machine it is worth saying.");

    /** Whether strangers may draw. */
    public static final Key<Boolean> ALLOW_ANONYMOUS = key(
            "allow-anonymous",
            Kind.bool(),
            false,
            "Let others than this machine draw without a key. Without it, Lutra does not start on another address as long"
                    + " as there are no keys.");

    /** How many requests. */
    public static final Key<Integer> REQUESTS_PER_MINUTE = key(
            "limits.requests-per-minute",
            Kind.integer(0, 1_000_000),
            0,
            "How many requests a key may make in a minute, or an address where no keys are asked for; 0: any number. A key"
                    + " can have limits of its own.");

    /** How many pictures a minute. */
    public static final Key<Integer> PICTURES_PER_MINUTE = key(
            "limits.pictures-per-minute",
            Kind.integer(0, 1_000_000),
            0,
            "How many pictures it may ask for in a minute; 0: any number.");

    /** How many pictures a day. */
    public static final Key<Integer> PICTURES_PER_DAY = key(
            "limits.pictures-per-day",
            Kind.integer(0, 1_000_000),
            0,
            "How many pictures it may ask for from midnight to midnight, UTC; 0: any number.");

    /** How many jobs at once. */
    public static final Key<Integer> PARALLEL_JOBS = key(
            "limits.parallel-jobs",
            Kind.integer(0, 1_000_000),
            0,
            "How many of its requests may be drawn or wait at once; 0: any number.");

    /** Where admins listen. */
    public static final Key<Integer> ADMIN_PORT = key(
            "admin.port",
            Kind.integer(0, 65535),
            0,
            "A port of its own for `/metrics` and `/health`. 0: none; `/metrics` is beside the other routes then, for admin keys,"
                    + " and for programs on this machine where no keys are asked for.");

    /** On which address. */
    public static final Key<String> ADMIN_HOST = key(
            "admin.host", Kind.text("an address or name"), STANDARD.admin().host(), "The address of the admin port.");

    /** Whether they need keys there. */
    public static final Key<Boolean> ADMIN_OPEN = key(
            "admin.open",
            Kind.bool(),
            false,
            "Let whoever reaches the admin port look without a key, on any address. Without it, that is so on this machine's"
                    + " own addresses alone; on others an admin key is asked for.");

    /** How the log looks. */
    public static final Key<LogFormat> LOG_FORMAT = key(
            "log.format",
            Kind.oneOf(LogFormat.class),
            LogFormat.TEXT,
            "How lines of the log look, on standard error: `text` for people, `json` for programs, an object for each line. The"
                    + " level is set by `LUTRA_LOG`.");

    /** Where traces go. */
    public static final Key<String> TRACES_ENDPOINT = key(
            "traces.endpoint",
            Kind.text("a URL"),
            STANDARD.admin().traces().endpoint(),
            "Where to send traces of requests: a receiver of OTLP over HTTP, such as `http://localhost:4318`. Without a path,"
                    + " `/v1/traces` is added. Empty: no traces.");

    /** How many requests are traced. */
    public static final Key<Integer> TRACES_PERCENT = key(
            "traces.percent",
            Kind.integer(0, 100),
            (int) (100 * STANDARD.admin().traces().ratio()),
            "How many of a hundred requests are traced. A request whose client says in `traceparent` whether it is traced is"
                    + " traced accordingly.");

    /** What is sent with traces. */
    public static final Key<Map<String, String>> TRACES_HEADERS = key(new Key<>(
            "traces.headers",
            Kind.map(),
            STANDARD.admin().traces().headers(),
            "--traces-header",
            "Headers that are sent with traces, such as the key of a hosted receiver."));

    /** How long pictures stay accounted. */
    public static final Key<Duration> USAGE_KEEP = key(
            "usage.keep",
            Kind.duration(SECOND, "s"),
            STANDARD.books().kept(),
            "How long it is known who drew what: `lutra usage`, and GET /v1/organization/usage/images for admin keys.");

    /** Whether users are accounted by name. */
    public static final Key<Boolean> USAGE_PLAIN_USERS = key(
            "usage.plain-users",
            Kind.bool(),
            STANDARD.books().plainUsers(),
            "Account the `user` of requests as clients name it, instead of by a code that tells users apart but not who they"
                    + " are.");

    /** Whether inline pictures are kept. */
    public static final Key<Boolean> KEEP_INLINE = key(
            "keep-inline",
            Kind.bool(),
            STANDARD.books().keepInline(),
            "Keep pictures that are answered as b64_json or streamed for link-life, too, so that an answer that got lost can be"
                    + " fetched again: GET /v1/images/requests/ID. While the store is more than half full they are not"
                    + " kept.");
    /** Whether prompts are held against a list. */
    public static final Key<Boolean> SAFETY_POLICY = key(
            "safety.policy",
            Kind.bool(),
            SAFETY.prompts().on(),
            "Hold prompts and negative prompts against a list of words and patterns, and refuse what is on it"
                    + " (`content_policy_violation`). A key can have it otherwise.");

    /** The list. */
    public static final Key<Path> SAFETY_WORDS_FILE = key(
            "safety.words-file",
            Kind.path(),
            SAFETY.prompts().words(),
            "The list; empty for the built-in one. A word or words on each line, with `*` at the end for the beginning of"
                    + " words, or a regular expression between slashes; `#` begins a comment. Changes apply within a second.");

    /** Whom else is asked. */
    public static final Key<String> SAFETY_WEBHOOK_URL = key(
            "safety.webhook.url",
            Kind.text("a URL"),
            SAFETY.webhook().url(),
            "Asked about every request for pictures, by POST with JSON, before it is drawn; answers `{\"allow\":true}` or"
                    + " `{\"allow\":false,\"reason\":\"...\"}`. Empty: nobody is asked.");

    /** How long that may take. */
    public static final Key<Duration> SAFETY_WEBHOOK_TIMEOUT = key(
            "safety.webhook.timeout",
            Kind.duration(Duration.ofMillis(1), "s"),
            SAFETY.webhook().timeout(),
            "How long a request waits for that answer.");

    /** What happens without an answer. */
    public static final Key<SafetyConfig.OnFailure> SAFETY_WEBHOOK_ON_FAILURE = key(
            "safety.webhook.on-failure",
            Kind.oneOf(SafetyConfig.OnFailure.class),
            SAFETY.webhook().onFailure(),
            "What happens to a request without a usable answer: `open` draws it, `closed` answers 503.");

    /** How many questions at once. */
    public static final Key<Integer> SAFETY_WEBHOOK_PARALLEL = key(
            "safety.webhook.parallel",
            Kind.integer(1, 10_000),
            SAFETY.webhook().parallel(),
            "How many such questions may be open at once; further requests wait for their turn, within the timeout.");

    /** What questions are signed with. */
    public static final Key<Path> SAFETY_WEBHOOK_SECRET_FILE = key(
            "safety.webhook.secret-file",
            Kind.path(),
            SAFETY.webhook().secretFile(),
            "A file with a secret of at least 16 characters. Questions are then signed with it (HMAC-SHA256) in the header"
                    + " `lutra-signature`.");

    /** Whether it is written down. */
    public static final Key<Boolean> AUDIT_ENABLED = key(
            "audit.enabled",
            Kind.bool(),
            SAFETY.audit().on(),
            "Write down who asked for pictures, what was decided, and the hashes of what was drawn, as lines of JSON in"
                    + " `audit/audit.jsonl` in the data folder.");

    /** Whether prompts are. */
    public static final Key<Boolean> AUDIT_PROMPTS = key(
            "audit.prompts",
            Kind.bool(),
            SAFETY.audit().prompts(),
            "Write prompts into it, too, not their hashes alone.");

    /** How large a file is. */
    public static final Key<Long> AUDIT_FILE_SIZE = key(
            "audit.file-size",
            Kind.bytes(1, "MB"),
            SAFETY.audit().fileBytes(),
            "A file of the audit log ends at this size, and with every day in UTC.");

    /** How many files. */
    public static final Key<Integer> AUDIT_FILES = key(
            "audit.files",
            Kind.integer(0, 100_000),
            SAFETY.audit().files(),
            "How many ended files are kept besides the one that is written.");

    /** How long. */
    public static final Key<Duration> AUDIT_KEEP = key(
            "audit.keep",
            Kind.duration(Duration.ZERO, "d"),
            SAFETY.audit().keep(),
            "How long ended files are kept at most; 0: any time.");

    /** Whether pictures say where they come from. */
    public static final Key<Boolean> PROVENANCE_ENABLED = key(
            "provenance.enabled",
            Kind.bool(),
            SAFETY.provenance().on(),
            "Write program, model and seed into pictures: texts in PNG, XMP in JPEG and WebP. A key can have it otherwise.");

    /** And of what. */
    public static final Key<Boolean> PROVENANCE_PROMPT = key(
            "provenance.prompt",
            Kind.bool(),
            SAFETY.provenance().prompts(),
            "Write the prompt into them, too, its first 8000 characters.");

    /** Every key. */
    public static final List<Key<?>> ALL = List.copyOf(COLLECTED);

    private static <T> Key<T> key(String path, Kind<T> kind, T standard, String meaning) {
        return key(new Key<>(path, kind, standard, "--" + path.replace('.', '-'), meaning));
    }

    private static <T> Key<T> key(Key<T> key) {
        COLLECTED.add(key);
        return key;
    }
}
