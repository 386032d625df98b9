package io.lutra.engine.pup;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.weights.SafetensorsFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the network looks like, as the metadata of its weights say.
 *
 * @param outer channels at the largest of its three levels
 * @param middle channels at the next, half as wide and high
 * @param inner channels at the smallest
 * @param innerBlocks attention blocks at the smallest level
 * @param middleBlocks attention blocks at the one before it
 * @param embedding width of what is told every block of time and text
 * @param text width of the text encoder's states
 * @param patch side of the square of pixels that the network sees as one place
 * @param grid side of the learned positions
 * @param head width of an attention head
 * @param inputs channels of the input: noisy colours, given colours, what is given
 * @param textLength the most tokens of a caption
 * @param side of the square that it draws best, in pixels
 * @param deviation of the pixels of its pictures, which lie in -1 to 1
 * @param created when it was trained
 */
record PupConfig(
        int outer,
        int middle,
        int inner,
        int innerBlocks,
        int middleBlocks,
        int embedding,
        int text,
        int patch,
        int grid,
        int head,
        int inputs,
        int textLength,
        int side,
        double deviation,
        Instant created) {
    /** What width and height must be divisible by: three levels, each half as large, of patches. */
    int multiple() {
        return 4 * patch;
    }

    /**
     * Reads the metadata of a weight file.
     *
     * @throws BadWeights naming the entry that is missing or cannot be
     */
    static PupConfig of(SafetensorsFile file) {
        var entries = new Entries(file);
        var network = entries.network();
        var channels = IntStream.range(0, 3)
                .map(level -> entries.positive(network.path("channels").path(level), "channels"))
                .boxed()
                .toList();
        return new PupConfig(
                channels.get(0),
                channels.get(1),
                channels.get(2),
                entries.positive(network.path("inner_blocks"), "inner_blocks"),
                entries.positive(network.path("middle_blocks"), "middle_blocks"),
                entries.positive(network.path("embedding"), "embedding"),
                entries.positive(network.path("text"), "text"),
                entries.positive(network.path("patch"), "patch"),
                entries.positive(network.path("grid"), "grid"),
                entries.positive(network.path("head"), "head"),
                entries.positive(network.path("inputs"), "inputs"),
                entries.positive("text_length"),
                entries.positive("side"),
                entries.deviation(),
                entries.created());
    }

    private record Entries(SafetensorsFile file) {
        String text(String key) {
            var value = file.metadata().get(key);
            if (value == null) {
                throw bad("have no " + key);
            }
            return value;
        }

        JsonNode network() {
            try {
                return JsonMapper.shared().readTree(text("config"));
            } catch (JacksonException malformed) {
                throw new BadWeights("weights " + file.path() + ": the metadata's config is not JSON", malformed);
            }
        }

        int positive(JsonNode number, String name) {
            int value = number.asInt(0);
            if (value < 1) {
                throw bad("have %s %s, which must be 1 or more".formatted(name, number));
            }
            return value;
        }

        int positive(String key) {
            try {
                int value = Integer.parseInt(text(key));
                if (value >= 1) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                throw new BadWeights(message("have " + key + " " + text(key)), notANumber);
            }
            throw bad("have %s %s, which must be 1 or more".formatted(key, text(key)));
        }

        double deviation() {
            try {
                double value = Double.parseDouble(text("data_std"));
                if (value > 0 && value <= 1) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                throw new BadWeights(message("have data_std " + text("data_std")), notANumber);
            }
            throw bad("have data_std " + text("data_std") + ", which must be above 0 and at most 1");
        }

        Instant created() {
            try {
                return Instant.parse(text("created"));
            } catch (DateTimeParseException malformed) {
                throw new BadWeights(message("have created " + text("created")), malformed);
            }
        }

        BadWeights bad(String what) {
            return new BadWeights(message(what));
        }

        String message(String what) {
            return "weights " + file.path() + ": the metadata " + what
                    + "; export them again with training/pup/export.py";
        }
    }
}
