package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.pull.Pull;
import io.lutra.cli.pull.RepositoryName;
import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra pull}: fetches a model. */
@Command(
        name = "pull",
        description =
                "Fetches a Stable Diffusion model, so that lutra serve --model NAME runs it. Only what is needed is"
                        + " fetched, never a pickle. Run it again to go on after an interruption.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  HF_ENDPOINT   the host, if --host does not name it",
            "  HF_TOKEN      the access token for models that ask for one; it goes to",
            "                that host alone",
            "",
            "Examples:",
            "  lutra pull stabilityai/sdxl-turbo",
            "  lutra pull stable-diffusion-v1-5/stable-diffusion-v1-5 --name sd15",
            "  lutra pull owner/loras --file ink.safetensors"
        })
final class PullCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OWNER/NAME[@REVISION]", description = "The repository.")
    private String repository = "";

    @Option(names = "--file", paramLabel = "PATH", description = "One safetensors file of it: a checkpoint or a LoRA.")
    private String file = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called here; else as there.")
    private String name = "";

    @Option(names = "--full", description = "fp32 weights, where there are also fp16 ones.")
    private boolean full;

    @Option(
            names = "--host",
            paramLabel = "URL",
            description = "A host that speaks the Hugging Face Hub's interface (default: ${DEFAULT-VALUE}).")
    private String host = System.getenv().getOrDefault("HF_ENDPOINT", "https://huggingface.co");

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Models go to the folder models in here (default: ${DEFAULT-VALUE}).")
    private Path dataDir = Installation.dataDir(System.getenv());

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var line = requireNonNull(spec).commandLine();
        var out = line.getOut();
        Path fetched;
        try (var bar = new ProgressBar(out, isTerminal())) {
            fetched = new Pull(order(System.getenv())).run(bar);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
        boolean isLora = fetched.toString().endsWith(".safetensors") && !ModelsCommand.isCheckpoint(fetched);
        out.printf("%s%nRun it: lutra serve --%s %s%n", fetched, isLora ? "lora" : "model", named(fetched));
        out.flush();
        return 0;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static String named(Path fetched) {
        return fetched.getFileName().toString().replaceFirst("\\.safetensors$", "");
    }

    private Pull.Order order(Map<String, String> environment) {
        var parsed = RepositoryName.parse(repository);
        var base = URI.create(host.replaceFirst("/+$", ""));
        if (base.getHost() == null) {
            throw new IllegalArgumentException("--host must be a URL such as https://huggingface.co, but is " + host);
        }
        String local = name;
        if (local.isEmpty()) {
            local = file.isEmpty() ? parsed.localName() : ModelArgument.name(Path.of(file));
        }
        if (!ModelArgument.isName(local)) {
            throw new IllegalArgumentException("--name has letters, digits, '.', '_' and '-' only, but is " + local);
        }
        return new Pull.Order(
                base,
                environment.getOrDefault("HF_TOKEN", ""),
                parsed,
                file,
                full,
                Installation.fetched(dataDir),
                local);
    }
}
