package io.lutra.server.http;

import java.nio.file.Path;
import java.util.List;

/** Whether connections are encrypted, and with what. */
public sealed interface TlsFiles {
    /** They are not. */
    record None() implements TlsFiles {}

    /**
     * With a certificate and its key in PEM.
     *
     * @param certificate the server's certificate first, then those that lead to one that clients know
     * @param key of the first certificate, not encrypted
     */
    record Pem(Path certificate, Path key) implements TlsFiles {}

    /**
     * With a certificate and its key in one PKCS #12 file.
     *
     * @param password the file with its password; the empty path for none
     */
    record Pkcs12(Path file, Path password) implements TlsFiles {}

    /** The files that are read, those with a secret included. */
    default List<Path> files() {
        return switch (this) {
            case None none -> List.of();
            case Pem(var certificate, var key) -> List.of(certificate, key);
            case Pkcs12(var file, var password) ->
                password.toString().isEmpty() ? List.of(file) : List.of(file, password);
        };
    }

    /** The files that nobody but the server should be able to read. */
    default List<Path> secrets() {
        return switch (this) {
            case None none -> List.of();
            case Pem(var certificate, var key) -> List.of(key);
            case Pkcs12 both -> both.files();
        };
    }
}
