package io.lutra.engine.weights;

import io.lutra.engine.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a safetensors file: which arrays it holds, and where. Checked in full: array sizes follow from type and
 * shape, and the arrays cover the data without overlap or gap
 * (<a href="https://github.com/huggingface/safetensors#format">format</a>).
 *
 * @param weights by name, in the file's order
 * @param metadata free text by key
 */
record SafetensorsHeader(Map<String, WeightInfo> weights, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Why a header is refused. The message is the second half of a sentence that begins with the file's name. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }

        Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Parses a header.
     *
     * @param json its bytes, trailing spaces allowed
     * @param dataStart offset of the data in the file
     * @param dataBytes length of the data
     */
    static SafetensorsHeader parse(ByteBuffer json, long dataStart, long dataBytes) throws Malformed {
        JsonNode root = tree(json);
        if (!root.isObject()) {
            throw new Malformed("has a header that is not a JSON object");
        }
        var weights = new LinkedHashMap<String, WeightInfo>();
        var metadata = new HashMap<String, String>();
        for (var property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                readMetadata(property.getValue(), metadata);
            } else {
                weights.put(property.getKey(), weight(property.getKey(), property.getValue(), dataStart));
            }
        }
        requireCovered(weights, dataStart, dataBytes);
        return new SafetensorsHeader(Collections.unmodifiableMap(weights), Map.copyOf(metadata));
    }

    private static JsonNode tree(ByteBuffer json) throws Malformed {
        try {
            return JSON.readTree(
                    StandardCharsets.UTF_8.newDecoder().decode(json).toString());
        } catch (CharacterCodingException notText) {
            throw new Malformed("has a header that is not UTF-8", notText);
        } catch (JacksonException notJson) {
            throw new Malformed("has a header that is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static void readMetadata(JsonNode node, Map<String, String> metadata) throws Malformed {
        if (!node.isObject()) {
            throw new Malformed("has metadata that are not an object");
        }
        for (var property : node.properties()) {
            if (!property.getValue().isString()) {
                throw new Malformed("has metadata " + quote(property.getKey()) + " that are not text");
            }
            metadata.put(property.getKey(), property.getValue().stringValue());
        }
    }

    private static WeightInfo weight(String name, JsonNode node, long dataStart) throws Malformed {
        DType dtype = dtype(name, node.path("dtype"));
        long[] shape = numbers(name, node.path("shape"), "shape");
        long[] range = numbers(name, node.path("data_offsets"), "data_offsets");
        if (range.length != 2 || range[0] > range[1]) {
            throw new Malformed("gives array " + quote(name) + " data_offsets that are not a begin and an end");
        }
        try {
            long bytes = dtype.bytes();
            for (long length : shape) {
                bytes = Math.multiplyExact(bytes, length);
            }
            if (bytes != range[1] - range[0]) {
                throw new Malformed("stores array %s in %d bytes, but its type and shape need %d"
                        .formatted(quote(name), range[1] - range[0], bytes));
            }
            return new WeightInfo(dtype, shape, Math.addExact(dataStart, range[0]), bytes);
        } catch (ArithmeticException overflow) {
            throw new Malformed("gives array " + quote(name) + " a size beyond all files", overflow);
        }
    }

    private static DType dtype(String name, JsonNode node) throws Malformed {
        String text = node.isString() ? node.stringValue() : "";
        for (var dtype : DType.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw new Malformed("stores array %s as %s, which is not supported".formatted(quote(name), quote(text)));
    }

    private static long[] numbers(String name, JsonNode node, String field) throws Malformed {
        if (!node.isArray()) {
            throw new Malformed("gives array " + quote(name) + " no " + field);
        }
        var numbers = new long[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = node.path(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw new Malformed("gives array " + quote(name) + " " + field + " that are not numbers from 0 up");
            }
            numbers[i] = number.longValue();
        }
        return numbers;
    }

    private static void requireCovered(Map<String, WeightInfo> weights, long dataStart, long dataBytes)
            throws Malformed {
        var inOrder = new ArrayList<>(weights.entrySet());
        inOrder.sort(Comparator.comparingLong((Map.Entry<String, WeightInfo> entry) ->
                        entry.getValue().offset())
                .thenComparingLong(entry -> entry.getValue().byteSize()));
        long end = dataStart;
        for (var entry : inOrder) {
            if (entry.getValue().offset() != end) {
                String what = entry.getValue().offset() < end ? "overlaps the array before it" : "follows a gap";
                throw new Malformed("is inconsistent: array " + quote(entry.getKey()) + " " + what);
            }
            end += entry.getValue().byteSize();
            if (end - dataStart > dataBytes) {
                throw new Malformed("is truncated: array %s ends %d bytes after the file"
                        .formatted(quote(entry.getKey()), end - dataStart - dataBytes));
            }
        }
        if (end - dataStart != dataBytes) {
            throw new Malformed("has %d bytes that belong to no array".formatted(dataBytes - (end - dataStart)));
        }
    }

    /** Names come from the file: shortened, and without control characters. */
    static String quote(String name) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
