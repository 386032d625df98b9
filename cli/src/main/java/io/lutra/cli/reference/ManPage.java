package io.lutra.cli.reference;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, for man(7). */
public final class ManPage {
    private final CommandSpec command;
    private final StringBuilder out = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** What the page of a command is called, such as {@code lutra-serve}. */
    public static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /**
     * Writes a command's page.
     *
     * @param version of the program, for the foot of the page
     */
    public static String of(CommandSpec command, String version) {
        return new ManPage(command).text(version);
    }

    private String text(String version) {
        String name = name(command);
        out.append(".TH ").append(quoted(name.toUpperCase(Locale.ROOT)));
        out.append(" 1 \"\" ").append(quoted(version)).append(" \"Lutra\"\n");
        section("NAME");
        line(name + " - " + Words.summary(command));
        section("SYNOPSIS");
        line(new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip());
        section("DESCRIPTION");
        line(String.join(" ", command.usageMessage().description()));
        arguments();
        subcommands();
        exitCodes();
        footer();
        return out.toString();
    }

    private void arguments() {
        section("OPTIONS");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            argument("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
                argument("\\fB" + escaped(String.join(", ", option.names())) + "\\fR" + label, option);
            }
        }
    }

    private void argument(String head, ArgSpec argument) {
        out.append(".TP\n").append(head).append('\n');
        line(String.join(" ", argument.description()));
    }

    private void subcommands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        for (var subcommand : command.subcommands().values()) {
            var spec = subcommand.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                out.append(".TP\n\\fB").append(escaped(name(spec))).append("\\fR(1)\n");
                line(Words.summary(spec));
            }
        }
    }

    private void exitCodes() {
        Map<String, String> codes = command.usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            section("EXIT STATUS");
            codes.forEach((code, meaning) -> {
                out.append(".TP\n\\fB").append(code.strip()).append("\\fR\n");
                line(meaning);
            });
        }
    }

    /** Footers are sections of lines: a heading ends in a colon, its lines are indented. */
    private void footer() {
        boolean isOpen = false;
        String all = command.usageMessage().footerHeading()
                + String.join("\n", command.usageMessage().footer());
        for (String text : all.replace("%n", "\n").lines().toList()) {
            if (text.matches("\\S.*:")) {
                isOpen = close(isOpen);
                section(text.substring(0, text.length() - 1).toUpperCase(Locale.ROOT));
                out.append(".nf\n");
                isOpen = true;
            } else if (!text.isBlank()) {
                line(text.strip());
            }
        }
        close(isOpen);
    }

    private boolean close(boolean isOpen) {
        if (isOpen) {
            out.append(".fi\n");
        }
        return false;
    }

    private void section(String title) {
        out.append(".SH ").append(quoted(title)).append('\n');
    }

    private void line(String text) {
        String escaped = escaped(text);
        // A full stop or an apostrophe at the start of a line would be a command.
        out.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\(dq") + '"';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
