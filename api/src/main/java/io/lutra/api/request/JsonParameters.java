package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters as the members of a JSON object: a number is a number, never a string with digits in it. */
public final class JsonParameters implements Parameters {
    private final ObjectNode object;
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * Borrows the object.
     *
     * @throws ApiException if {@code user} is null: the one optional parameter that must not be
     */
    public JsonParameters(ObjectNode object) {
        this.object = object;
        object.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                names.add(member.getKey());
            } else if (member.getKey().equals("user")) {
                throw ApiError.wrongType("user", "a string", "null").asException();
            }
        });
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    @Override
    public @Nullable String text(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrongType(name, "a string", value);
        }
        return wellFormed(value.stringValue());
    }

    @Override
    public @Nullable Long integer(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.longValue() : nearest(value.doubleValue());
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (Double.isNaN(number) || (!Double.isInfinite(number) && number != Math.rint(number))) {
            throw wrongType(name, "an integer", value);
        }
        return nearest(number);
    }

    @Override
    public @Nullable Double decimal(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrongType(name, "a decimal number", value);
        }
        double number = value.doubleValue();
        return Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    @Override
    public @Nullable List<JsonNode> list(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw wrongType(name, "an array", value);
        }
        return List.copyOf(value.values());
    }

    @Override
    public @Nullable Boolean flag(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "a boolean", value);
        }
        return value.booleanValue();
    }

    private @Nullable JsonNode value(String name) {
        return names.contains(name) ? object.get(name) : null;
    }

    private static long nearest(double number) {
        return (long) number;
    }

    /** Half a character, which a client that cuts strings may send, becomes the replacement character. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static ApiException wrongType(String name, String expected, JsonNode actual) {
        return ApiError.wrongType(name, expected, typeOf(actual)).asException();
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a decimal number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case NULL, MISSING -> "null";
            case BINARY -> "binary data";
        };
    }
}
