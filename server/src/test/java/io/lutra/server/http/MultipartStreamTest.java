package io.lutra.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartStreamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 65_535, 65_536, 1_000_000})
    void cutsPartsHoweverTheBytesArrive(int piece) throws IOException {
        var random = new Random(5);
        var contents = new byte[][] {
            new byte[0], "\r\n--".getBytes(StandardCharsets.ISO_8859_1), bytes(random, 70_000), bytes(random, 65_500)
        };
        var form = new ByteArrayOutputStream();
        form.writeBytes("preamble".getBytes(StandardCharsets.ISO_8859_1));
        for (var content : contents) {
            form.writeBytes("\r\n--bound\r\nName: v\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            form.writeBytes(content);
        }
        form.writeBytes("\r\n--bound--epilogue".getBytes(StandardCharsets.ISO_8859_1));

        var stream = new MultipartStream(slow(form.toByteArray(), piece), "bound");

        boolean more = stream.first();
        for (var content : contents) {
            assertThat(more).isTrue();
            assertThat(stream.head()).isEqualTo("Name: v");
            var read = new ByteArrayOutputStream();
            more = stream.content(read::write);
            assertThat(read.toByteArray()).isEqualTo(content);
        }
        assertThat(more).isFalse();
        stream.epilogue();
    }

    /** Bytes that look like boundaries again and again. */
    private static byte[] bytes(Random random, int length) {
        var alphabet = "\r\n--boun".getBytes(StandardCharsets.ISO_8859_1);
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return bytes;
    }

    private static InputStream slow(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(piece, length));
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form-data; name=image                          | image",
                "form-data; name=\"image\"; filename=\"a;b.png\" | image",
                "form-data; filename=\"name=x\"; name=\"image\"  | image",
                "form-data; NAME=\"image\"                      | image",
                "form-data; name=\"a\\\"b\"                     | a\"b",
                "form-data; name = \"image\"                    | image",
                "form-data; filename=\"C:\\\\dir\\\\a.png\"; name=\"image\" | image"
            })
    void readsParametersOfHeaders(String value, String name) {
        assertThat(HeaderValue.parameter(value, "name")).contains(name);
    }

    @Test
    void findsNoParameterWhereThereIsNone() {
        assertThat(HeaderValue.parameter("form-data", "name")).isEmpty();
        assertThat(HeaderValue.parameter("form-data; filename=\"name=x\"", "name"))
                .isEmpty();
        assertThat(HeaderValue.parameter("form-data;;;=;", "name")).isEmpty();
        assertThat(HeaderValue.parameter("form-data; name=\"open", "name")).contains("open");
    }
}
