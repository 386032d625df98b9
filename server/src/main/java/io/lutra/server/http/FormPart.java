package io.lutra.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of a form. What clients call a file's name is not kept: some send paths of their own disk.
 *
 * @param name of the field
 * @param named whether the client gave a file name
 * @param contentType as the client wrote it; empty when it did not
 * @param bytes not to be changed
 */
public record FormPart(String name, boolean named, String contentType, byte[] bytes) {
    /** Whether this is meant as a file: by a file name, or by a type that is not text. */
    public boolean isFile() {
        return named || (!contentType.isEmpty() && !mediaType().startsWith("text/"));
    }

    /** The type without its parameters, in lower case. */
    public String mediaType() {
        int semicolon = contentType.indexOf(';');
        var type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** The bytes as text in the charset that the part names, else UTF-8; empty if they are not. */
    Optional<String> text() {
        try {
            return Optional.of(
                    charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Charset charset() {
        var name = HeaderValue.parameter(contentType, "charset").orElse("utf-8");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
