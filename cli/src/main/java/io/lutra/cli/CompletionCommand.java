package io.lutra.cli;

import static java.util.Objects.requireNonNull;

import io.lutra.cli.reference.FishCompletion;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lutra completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a script by which a shell completes commands, options and their values.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lutra completion bash > ~/.local/share/bash-completion/completions/lutra",
            "  lutra completion zsh > ~/.lutra.zsh && echo 'source ~/.lutra.zsh' >> ~/.zshrc",
            "  lutra completion fish > ~/.config/fish/completions/lutra.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells that we can write for. */
    private enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var root = requireNonNull(spec).root();
        // bash's script works in zsh, too: it begins with loading zsh's own bash emulation there.
        String script = switch (shell) {
            case BASH, ZSH -> AutoComplete.bash(root.name(), root.commandLine());
            case FISH -> FishCompletion.script(root);
        };
        var out = root.commandLine().getOut();
        out.print(script);
        out.flush();
        return 0;
    }
}
