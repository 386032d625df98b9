package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.Installation.Asked;
import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Keys;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.server.LutraServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lutra serve}: the server, until it is told to end. */
@Command(
        name = "serve",
        description = {
            "Answers the Images API until it is ended with Ctrl-C or SIGTERM.",
            "What follows can also stand in the configuration file and in the environment: docs/configuration.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LUTRA_...            every flag above, such as LUTRA_LINK_LIFE for --link-life",
            "  LUTRA_CONFIG         the configuration file, if --config does not name it",
            "  LUTRA_LIBRARY_CACHE  where native libraries are unpacked (default ~/.javacpp/cache)",
            "  LUTRA_LOG            level of the log on standard error: ERROR, WARN, INFO (default), DEBUG",
            "",
            "Examples:",
            "  lutra serve",
            "  lutra serve --host 0.0.0.0 --port 9000 --public-url https://pictures.example.org",
            "  lutra serve --model-memory 12000 --repair crop"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String FOUNDING_BODY = "{\"prompt\":\"A cute baby sea otter\",\"n\":2,\"size\":\"1024x1024\"}";

    @Option(
            names = "--exit-when-ready",
            hidden = true,
            description = "Load everything and end: what the launcher learns from.")
    private boolean exitWhenReady;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    private @Nullable CommandSpec spec;

    /** Picocli hands over the command before it parses: the moment to add the flags that are keys of the configuration. */
    @Spec
    void setSpec(CommandSpec spec) {
        this.spec = spec;
        ConfigurationOption.addFlags(spec, Keys.ALL);
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        CommandLine line = requireNonNull(spec).commandLine();
        Configuration config = configuration.read(System.getenv());
        config.warnings().forEach(warning -> line.getErr().println("lutra: " + warning));
        config.get(Keys.LOG_FORMAT).apply();
        var setup = new ServerSetup(config, System.getenv());
        setup.requireKeys();
        var asked = setup.asked();
        PrintWriter out = line.getOut();
        DeviceSettings settings = setup.device();

        var stop = StopSignal.interrupting(Thread.currentThread());
        int status = CommandLine.ExitCode.SOFTWARE;
        try {
            try (var server = LutraServer.start(setup.server(), () -> load(settings, asked, out))) {
                serve(server, out, begun);
            } catch (InterruptedException e) {
                stop.requireAsked(e);
            }
            status = CommandLine.ExitCode.OK;
        } finally {
            stop.over(status);
        }
        return status;
    }

    private void serve(LutraServer server, PrintWriter out, Instant begun) throws InterruptedException {
        server.awaitReady();
        out.printf("ready after %.1f s at %s%n", seconds(begun), server.url());
        out.printf(
                "Try it:%n  curl %s/v1/images/generations -H \"Content-Type: application/json\" -d '%s'%n",
                server.url(), FOUNDING_BODY);
        out.flush();
        if (!exitWhenReady) {
            new CountDownLatch(1).await();
        }
    }

    private static ModelRegistry load(DeviceSettings settings, Asked asked, PrintWriter out) {
        Device device = Device.start(settings);
        say(out, device.description());
        return Installation.models(device, asked, text -> say(out, text));
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
