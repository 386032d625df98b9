package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parameters as the text fields of a form: everything is a string there, and an empty one is absent. */
public final class FormParameters implements Parameters {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,400}");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,9})?");

    private final Map<String, String> fields;

    /** Of fields in the order they came; copied. */
    public FormParameters(Map<String, String> fields) {
        this.fields = new LinkedHashMap<>(fields);
        this.fields
                .entrySet()
                .removeIf(field -> field.getValue().isEmpty() && !field.getKey().equals("prompt"));
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    @Override
    public @Nullable String text(String name) {
        return fields.get(name);
    }

    @Override
    public @Nullable Long integer(String name) {
        var text = trimmed(name);
        if (text == null) {
            return null;
        }
        if (!INTEGER.matcher(text).matches()) {
            throw ApiError.wrongType(name, "an integer", "a string").asException();
        }
        return text.length() < 19 ? Long.parseLong(text) : (long) Double.parseDouble(text);
    }

    @Override
    public @Nullable Double decimal(String name) {
        var text = trimmed(name);
        if (text == null) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw ApiError.wrongType(name, "a decimal number", "a string").asException();
        }
        return Math.clamp(Double.parseDouble(text), -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    @Override
    public @Nullable List<JsonNode> list(String name) {
        var text = trimmed(name);
        if (text == null) {
            return null;
        }
        try {
            var value = JsonMapper.shared().readTree(text);
            if (value.isArray()) {
                return List.copyOf(value.values());
            }
        } catch (JacksonException notJson) {
            throw ApiError.wrongType(name, "an array in JSON", "a string").asException();
        }
        throw ApiError.wrongType(name, "an array in JSON", "another value").asException();
    }

    @Override
    public @Nullable Boolean flag(String name) {
        var text = trimmed(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw ApiError.wrongType(name, "a boolean", "a string").asException();
        };
    }

    private @Nullable String trimmed(String name) {
        var text = fields.get(name);
        return text == null ? null : text.strip();
    }
}
