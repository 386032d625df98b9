package io.lutra.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate that signs itself, made by the JDK's keytool. */
record TestCertificate(Path p12, KeyStore store) {
    static final String PASSWORD = "password of a test";

    /** Makes one for localhost and 127.0.0.1. */
    static TestCertificate make(Path folder, String name, String... options)
            throws IOException, InterruptedException, GeneralSecurityException {
        var p12 = folder.resolve(name + ".p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                p12.toString()));
        command.addAll(options.length == 0 ? List.of("-keyalg", "EC", "-validity", "30") : List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        var store = KeyStore.getInstance(p12.toFile(), PASSWORD.toCharArray());
        return new TestCertificate(p12, store);
    }

    Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate("server");
    }

    void writeCertificate(Path file) throws IOException, GeneralSecurityException {
        write(file, "CERTIFICATE", certificate().getEncoded());
    }

    void writeKey(Path file) throws IOException, GeneralSecurityException {
        write(
                file,
                "PRIVATE KEY",
                store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Replaces the file, as tools do that renew certificates. */
    private static void write(Path file, String label, byte[] der) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
