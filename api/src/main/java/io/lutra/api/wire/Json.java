package io.lutra.api.wire;

import io.lutra.api.error.ApiError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies and writes answers. Stateless. */
public final class Json {
    private static final int MAX_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The JSON object that a body consists of: UTF-8, no name twice, at most 32 levels deep.
     *
     * @throws io.lutra.api.error.ApiException if it is anything else; the message says what and where, never the content
     */
    public static ObjectNode object(byte[] body) {
        var text = utf8(body);
        if (text.isBlank()) {
            throw ApiError.malformedJson("the body is empty.").asException();
        }
        if (text.charAt(0) == '\uFEFF') {
            throw ApiError.malformedJson("it begins with a byte order mark.").asException();
        }
        try {
            var tree = MAPPER.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (StreamConstraintsException e) {
            throw ApiError.malformedJson("it is nested more than " + MAX_DEPTH
                            + " levels deep, or holds a number of over 1000 digits.")
                    .asException();
        } catch (JacksonException e) {
            throw ApiError.malformedJson(reason(e)).asException();
        }
        throw ApiError.malformedJson("it is not an object.").asException();
    }

    /** The UTF-8 bytes of a value: records with their components in snake_case, absent ({@code null}) ones left out as annotated. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiError.malformedJson("it is not valid UTF-8.").asException();
        }
    }

    private static String reason(JacksonException e) {
        var message = e.getOriginalMessage();
        var where = e.getLocation();
        var place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        if (message.startsWith("Duplicate Object property")) {
            return "an object names a parameter twice" + place + ".";
        }
        if (message.startsWith("Trailing token")) {
            return "something follows the object" + place + ".";
        }
        return "it is not valid JSON" + place + ".";
    }
}
