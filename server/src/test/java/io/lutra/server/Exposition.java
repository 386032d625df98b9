package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in Prometheus' exposition format 0.0.4, read strictly: each line is a comment that we know or a sample. */
record Exposition(
        Map<String, String> types, Map<String, String> helps, Map<String, Map<Map<String, String>, Double>> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_][a-z0-9_]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\",?");

    static Exposition parse(byte[] text) {
        var read = new Exposition(new HashMap<>(), new HashMap<>(), new LinkedHashMap<>());
        new String(text, StandardCharsets.UTF_8).lines().forEach(read::line);
        return read;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ")) {
            var words = line.split(" ", 4);
            assertThat(types.put(words[2], words[3])).as(line).isNull();
        } else if (line.startsWith("# HELP ")) {
            var words = line.split(" ", 4);
            assertThat(helps.put(words[2], words[3])).as(line).isNull();
        } else {
            var sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            var value = sample.group(3).replace("Inf", "Infinity");
            var before = samples.computeIfAbsent(sample.group(1), name -> new HashMap<>())
                    .put(labels(sample.group(2)), Double.parseDouble(value));
            assertThat(before).as("told twice: " + line).isNull();
        }
    }

    private static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        if (text != null) {
            var label = LABEL.matcher(text);
            int end = 0;
            while (label.find()) {
                assertThat(label.start()).as(text).isEqualTo(end);
                labels.put(label.group(1), label.group(2));
                end = label.end();
            }
            assertThat(end).as(text).isEqualTo(text.length());
        }
        return labels;
    }

    /** The names of all samples. */
    Set<String> names() {
        return samples.keySet();
    }

    /** The labels' values that a label of one's own metrics has anywhere. */
    Set<String> values(String label) {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("lutra_"))
                .flatMap(entry -> entry.getValue().keySet().stream())
                .filter(labels -> labels.containsKey(label))
                .map(labels -> labels.get(label))
                .collect(Collectors.toSet());
    }

    /** The sum of the samples of a name that have these labels, given as name and value in turn; 0 without any. */
    double sum(String name, String... labels) {
        return samples.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.getKey().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
