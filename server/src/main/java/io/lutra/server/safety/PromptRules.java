package io.lutra.server.safety;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is not drawn: words, beginnings of words, and regular expressions, one a line. Immutable. Holding a prompt against it takes
 * time in proportion to the prompt, whatever the expressions are.
 */
final class PromptRules {
    /** The longest line, in characters. */
    private static final int LONGEST = 1000;

    private static final int MOST_LINES = 100_000;
    private static final long LARGEST = 8 << 20;

    /** Of one expression, in instructions; a hundred letters make a hundred. */
    private static final int MOST_INSTRUCTIONS = 20_000;

    private static final String BUILT_IN = "words.txt";

    private final Words words = new Words();
    private final List<Expression> expressions = new ArrayList<>();
    private int count;

    private record Expression(Pattern pattern, String rule) {}

    private PromptRules(String source, List<String> lines) {
        if (lines.size() > MOST_LINES) {
            throw new SafetyException(source + " has " + lines.size() + " lines, more than " + MOST_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            // A byte order mark is not part of the first rule.
            var line = (i == 0 ? lines.get(i).replace("\uFEFF", "") : lines.get(i)).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, source + ":" + (i + 1));
                count++;
            }
        }
    }

    /**
     * The rules of a file.
     *
     * @param source what rules are named after, before a colon and the line
     * @throws SafetyException if a line is no rule
     */
    static PromptRules parse(String source, List<String> lines) {
        return new PromptRules(source, lines);
    }

    /**
     * The rules of a file; the built-in ones for the empty path.
     *
     * @throws SafetyException if it cannot be read, or a line is no rule
     */
    static PromptRules of(Path file) {
        return file.toString().isEmpty() ? builtIn() : read(file);
    }

    private static PromptRules builtIn() {
        try (var in = PromptRules.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the built-in list is not in the jar");
            }
            return parse(
                    "built-in",
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in list", e);
        }
    }

    private static PromptRules read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SafetyException("the list of words " + file + " is larger than " + (LARGEST >> 20) + " MB");
            }
            return parse(String.valueOf(file.getFileName()), Files.readAllLines(file));
        } catch (MalformedInputException e) {
            throw new SafetyException("the list of words " + file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new SafetyException("cannot read the list of words " + file + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private void add(String line, String rule) {
        if (line.length() > LONGEST) {
            throw new SafetyException(
                    rule + ": a rule has at most " + LONGEST + " characters, this one " + line.length());
        }
        if (line.startsWith("/")) {
            if (line.length() < 3 || !line.endsWith("/")) {
                throw new SafetyException(rule + ": an expression ends in a slash, and there is something in it");
            }
            expressions.add(new Expression(compile(line.substring(1, line.length() - 1), rule), rule));
            return;
        }
        boolean beginning = line.endsWith("*");
        var plain = Folding.plain(beginning ? line.substring(0, line.length() - 1) : line);
        var spelt = Folding.words(plain);
        if (spelt.isEmpty()) {
            throw new SafetyException(rule + ": there is no letter or digit in this rule");
        }
        words.add(spelt, beginning, rule);
        words.add(Folding.words(Folding.latin(plain)), beginning, rule);
    }

    private static Pattern compile(String expression, String rule) {
        try {
            var pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            if (pattern.programSize() > MOST_INSTRUCTIONS) {
                throw new SafetyException(rule + ": this expression repeats too much");
            }
            if (pattern.matcher("").find()) {
                throw new SafetyException(rule + ": this expression is found in every text");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new SafetyException(rule + ": " + e.getMessage(), e);
        }
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** The rule that a text breaks: where it comes from, and its line. */
    Optional<String> broken(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        for (var reading : Folding.readings(text)) {
            var found = words.find(Folding.words(reading));
            if (found.isPresent()) {
                return found;
            }
            for (var expression : expressions) {
                if (expression.pattern().matcher(reading).find()) {
                    return Optional.of(expression.rule());
                }
            }
        }
        return Optional.empty();
    }
}
