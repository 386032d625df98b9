package io.lutra.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate and its key, read, checked, and found to belong together. */
final class TlsPair {
    private static final Logger LOG = LoggerFactory.getLogger(TlsPair.class);
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "RSASSA-PSS");
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final KeyCertOptions options;
    private final X509Certificate certificate;

    private TlsPair(KeyCertOptions options, X509Certificate certificate) {
        this.options = options;
        this.certificate = certificate;
    }

    /**
     * Reads what files hold.
     *
     * @throws BadPair if a server cannot answer with it
     */
    static TlsPair read(TlsFiles files, Vertx vertx) throws BadPair {
        var options = options(files);
        var name = files.files().stream().map(Path::toString).collect(Collectors.joining(" with "));
        var manager = manager(options, name, vertx);
        for (var type : KEY_TYPES) {
            var aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                var certificate = manager.getCertificateChain(aliases[0])[0];
                requireMatch(files, manager.getPrivateKey(aliases[0]), certificate.getPublicKey());
                return new TlsPair(options, certificate);
            }
        }
        throw new BadPair(name + " holds no certificate with a key of the kinds RSA and EC");
    }

    private static KeyCertOptions options(TlsFiles files) throws BadPair {
        return switch (files) {
            case TlsFiles.None none -> throw new BadPair("no certificate was named");
            case TlsFiles.Pem(var certificate, var key) -> {
                var certificates = pem(certificate, "CERTIFICATE", "a certificate");
                yield new PemKeyCertOptions().setCertValue(certificates).setKeyValue(key(key));
            }
            case TlsFiles.Pkcs12(var file, var password) ->
                new PfxOptions().setValue(bytes(file)).setPassword(password(password));
        };
    }

    private static Buffer key(Path file) throws BadPair {
        var pem = pem(file, "PRIVATE KEY", "a private key");
        if (pem.toString(StandardCharsets.ISO_8859_1).contains("ENCRYPTED")) {
            throw new BadPair(
                    "the key in " + file + " is encrypted. Decrypt it (openssl pkey -in KEY -out NEW), or name a"
                            + " PKCS #12 file in tls.certificate and the file of its password in tls.password-file");
        }
        return pem;
    }

    private static Buffer pem(Path file, String label, String what) throws BadPair {
        var bytes = bytes(file);
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        if (!text.contains(label + "-----")) {
            throw new BadPair(file + " does not hold " + what + " in PEM (-----BEGIN " + label + "-----)");
        }
        return bytes;
    }

    private static String password(Path file) throws BadPair {
        return file.toString().isEmpty()
                ? ""
                : bytes(file).toString(StandardCharsets.UTF_8).strip();
    }

    private static Buffer bytes(Path file) throws BadPair {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new BadPair("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new BadPair(
                    "cannot read " + file + " (" + unreadable.getClass().getSimpleName()
                            + "): is it readable for the user that runs Lutra?",
                    unreadable);
        }
    }

    private static X509ExtendedKeyManager manager(KeyCertOptions options, String name, Vertx vertx) throws BadPair {
        try {
            for (KeyManager manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager ours) {
                    return ours;
                }
            }
            throw new BadPair("Java cannot serve " + name);
        } catch (BadPair ours) {
            throw ours;
        } catch (Exception unusable) { // the interface throws no narrower type
            throw new BadPair("cannot use " + name + ": " + unusable.getMessage(), unusable);
        }
    }

    private static void requireMatch(TlsFiles files, PrivateKey key, PublicKey certified) throws BadPair {
        var algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            var sample = "lutra".getBytes(StandardCharsets.US_ASCII);
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException otherKind) {
            LOG.debug("a key and a certificate do not belong together", otherKind);
        }
        var names = files.files();
        throw new BadPair("the key in " + names.getLast() + " is not that of the first certificate in "
                + names.getFirst() + ": the server's own certificate must come first, then those that signed it");
    }

    /** What makes Vert.x answer with it. */
    ServerSSLOptions serverOptions(Limits limits) {
        return new ServerSSLOptions()
                .setKeyCertOptions(options)
                .setEnabledSecureTransportProtocols(Set.copyOf(PROTOCOLS))
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
                .setSslHandshakeTimeout(limits.head().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** What it is, for the log. */
    String describe() {
        return subject() + ", valid until " + expires();
    }

    /** Which of the secret files others than their owner and its group can read. */
    static List<Path> exposed(TlsFiles files) {
        return files.secrets().stream().filter(TlsPair::isExposed).toList();
    }

    private static boolean isExposed(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
