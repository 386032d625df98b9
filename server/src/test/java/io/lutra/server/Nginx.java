package io.lutra.server;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A real nginx in front of a server, under {@code /draw/}, otherwise configured as its manual shows. */
final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program, if it is installed. */
    static Optional<Path> program() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param folder an empty one, for all its files
     * @param headers lines of configuration
     */
    static Nginx start(Path program, Path folder, TestServer server, String headers) throws IOException {
        int port = freePort();
        var config = Files.writeString(folder.resolve("nginx.conf"), configuration(port, server.port(), headers));
        var process = new ProcessBuilder(
                        program.toString(), "-p", folder.toString(), "-c", config.toString(), "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        var nginx = new Nginx(process, port);
        await().atMost(TestServer.PATIENCE).until(() -> nginx.listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(Files.readString(folder.resolve("out.log")));
        }
        return nginx;
    }

    private static String configuration(int port, int behind, String headers) {
        return """
            user %s;
            worker_processes 1;
            daemon off;
            pid nginx.pid;
            error_log error.log;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                client_max_body_size 64m;
                server {
                    listen 127.0.0.1:%d;
                    location /draw/ {
                        proxy_pass http://127.0.0.1:%d/;
                        proxy_http_version 1.1;
                        %s
                    }
                }
            }
            """.formatted(System.getProperty("user.name"), port, behind, headers);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + "/draw" + path);
    }

    /** Ends it: nginx removes its workers on SIGTERM. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
