package io.lutra.cli.reference;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each command and option, as {@code complete(1)} of fish takes them. */
public final class FishCompletion {
    private FishCompletion() {}

    /** The script for a command and its subcommands. */
    public static String script(CommandSpec root) {
        var lines = new StringJoiner("\n", "", "\n");
        String complete = "complete -c " + root.name();
        lines.add("# Completion of " + root.name() + " for fish.");
        root.subcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                lines.add("%s -f -n __fish_use_subcommand -a %s -d %s"
                        .formatted(complete, name, quoted(Words.summary(command.getCommandSpec()))));
            }
        });
        options(complete + " -n __fish_use_subcommand", root, lines);
        root.subcommands().forEach((name, command) -> {
            String within = complete + " -n '__fish_seen_subcommand_from " + name + "'";
            options(within, command.getCommandSpec(), lines);
            for (var parameter : command.getCommandSpec().positionalParameters()) {
                var candidates = candidates(parameter.completionCandidates(), parameter.paramLabel());
                if (!candidates.isEmpty()) {
                    lines.add(within + " -f -a " + quoted(String.join(" ", candidates)));
                }
            }
        });
        return lines.toString();
    }

    private static void options(String complete, CommandSpec command, StringJoiner lines) {
        for (var option : command.options()) {
            if (!option.hidden()) {
                lines.add(complete + names(option) + argument(option) + " -d "
                        + quoted(Words.firstSentence(String.join(" ", option.description()))));
            }
        }
    }

    private static String names(OptionSpec option) {
        var names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
        }
        return names.toString();
    }

    private static String argument(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        var candidates = candidates(option.completionCandidates(), option.paramLabel());
        if (!candidates.isEmpty()) {
            return " -x -a " + quoted(String.join(" ", candidates));
        }
        return Words.isFile(option.paramLabel()) ? " -r -F" : " -x";
    }

    /** What a value can be: what the option's type says, or a label that lists all of it, such as {@code off|crop|pad}. */
    private static List<String> candidates(Iterable<String> known, String label) {
        if (label.matches("[a-z0-9_]+(\\|[a-z0-9_]+)+")) {
            return List.of(label.split("\\|"));
        }
        return known == null
                ? List.of()
                : StreamSupport.stream(known.spliterator(), false)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
