package io.lutra.cli;

import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.server.LutraServer;
import io.lutra.server.ServerConfig;
import java.nio.file.Path;

/** A server as {@code lutra serve} starts it, in the process of the test. */
final class TestServer {
    private TestServer() {}

    /** Starts one that keeps its data in a folder, and waits until it draws; closed by the caller. */
    static LutraServer start(Path dataDir) throws InterruptedException {
        System.setProperty("lutra.home", System.getProperty("lutra.root"));
        var settings = DeviceSettings.from(System.getenv(), System.getProperties());
        var server = LutraServer.start(
                ServerConfig.standard(dataDir).listeningOn("127.0.0.1", 0),
                () -> Installation.models(Device.start(settings)));
        server.awaitReady();
        return server;
    }
}
