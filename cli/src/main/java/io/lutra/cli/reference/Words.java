package io.lutra.cli.reference;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of the commands' description. */
final class Words {
    private static final Pattern FILE = Pattern.compile("(.*[^A-Z])?(FILE|FOLDER|PATH|IMAGE)([^A-Z].*)?");

    private Words() {}

    /** What a command does, in a sentence. */
    static String summary(CommandSpec command) {
        return firstSentence(String.join(" ", command.usageMessage().description()));
    }

    /** Up to the first full stop, without it. */
    static String firstSentence(String text) {
        return text.strip().replaceFirst("(?s)[.;:](\\s.*|$)", "");
    }

    /** Whether a label stands for something on the disk. */
    static boolean isFile(String label) {
        return FILE.matcher(label).matches();
    }
}
