package io.lutra.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    private static final String TWO_ARRAYS = """
            {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
            "b":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]}}""";

    @TempDir
    Path directory;

    @Test
    void findsArraysAndMetadata() throws IOException {
        var file = SafetensorsFile.open(write(TWO_ARRAYS, 12));

        assertThat(file.names()).containsExactly("a", "b");
        assertThat(file.metadata()).containsEntry("format", "pt");
        assertThat(file.find("b")).hasValueSatisfying(info -> assertThat(info).hasToString("F16[1, 2]"));
        assertThat(file.find("c")).isEmpty();
    }

    @Test
    void convertsWhatANetworkLoads() throws IOException {
        Path path = write(TWO_ARRAYS, 12);
        byte[] bytes = Files.readAllBytes(path);
        // 1.5 and -2 as binary32, 0.5 and 65504 as binary16
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(bytes.length - 12)
                .putFloat(1.5f)
                .putFloat(-2)
                .putShort((short) 0x3800)
                .putShort((short) 0x7BFF);
        Files.write(path, bytes);
        var weights = new Weights(SafetensorsFile.open(path), Device.start(DeviceSettings.standard()), DType.F32);

        assertThat(TensorScope.run(() -> weights.load("a", 2).toFloats())).containsExactly(1.5f, -2);
        assertThat(TensorScope.run(() -> weights.load("b", 1, 2).toFloats())).containsExactly(0.5f, 65504);
    }

    @Test
    void namesAnArrayThatANetworkMissesOrThatHasAnotherShape() throws IOException {
        var file = SafetensorsFile.open(write(TWO_ARRAYS, 12));
        var weights = new Weights(file, Device.start(DeviceSettings.standard()), DType.F32);

        assertThatThrownBy(() -> weights.at("encoder").load("weight", 2))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("no array encoder.weight");
        assertThatThrownBy(() -> weights.load("b", 2, 1))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("array b is F16[1, 2], but this network needs [2, 1]");
    }

    @Test
    void acceptsAnEmptyArrayAndAScalar() throws IOException {
        var file = SafetensorsFile.open(write("""
                {"empty":{"dtype":"F32","shape":[0,4],"data_offsets":[0,0]},\
                "scalar":{"dtype":"I64","shape":[],"data_offsets":[0,8]}} \s\s""", 8));
        var weights = new Weights(file, Device.start(DeviceSettings.standard()), DType.F32);

        assertThat(TensorScope.run(() -> weights.load("empty", 0, 4).toFloats()))
                .isEmpty();
        assertThat(TensorScope.run(() -> weights.load("scalar").toFloats())).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            overlaps the array before it | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
            overlaps the array before it | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            follows a gap                | {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}
            follows a gap                | {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
            belong to no array           | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            belong to no array           | {}
            ends 4 bytes after the file  | {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}
            its type and shape need 8    | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}
            as "F8_E4M3", which is not   | {"a":{"dtype":"F8_E4M3","shape":[12],"data_offsets":[0,12]}}
            as "", which is not          | {"a":{"dtype":7,"shape":[12],"data_offsets":[0,12]}}
            as "", which is not          | {"a":{"shape":[12],"data_offsets":[0,12]}}
            as "", which is not          | {"a":17}
            numbers from 0 up            | {"a":{"dtype":"F32","shape":[-3],"data_offsets":[0,12]}}
            numbers from 0 up            | {"a":{"dtype":"F32","shape":[3.0],"data_offsets":[0,12]}}
            numbers from 0 up            | {"a":{"dtype":"F32","shape":["3"],"data_offsets":[0,12]}}
            numbers from 0 up            | {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,12]}}
            numbers from 0 up            | {"a":{"dtype":"F32","shape":[3],"data_offsets":[-12,0]}}
            a size beyond all files      | {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,12]}}
            a size beyond all files      | {"a":{"dtype":"U8","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}}
            no shape                     | {"a":{"dtype":"F32","shape":3,"data_offsets":[0,12]}}
            no data_offsets              | {"a":{"dtype":"F32","shape":[3]}}
            not a begin and an end       | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12,24]}}
            not a begin and an end       | {"a":{"dtype":"F32","shape":[3],"data_offsets":[12,0]}}
            not JSON                     | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            not JSON                     | {"a":{"dtype":"F32","dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            not JSON                     | {"a":
            not a JSON object            | [1,2,3]
            not a JSON object            | 3
            metadata "k" that are not    | {"__metadata__":{"k":[1]},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            metadata that are not        | {"__metadata__":"x","a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}
            """)
    void refusesAHeaderThatIsNotConsistent(String reason, String header) throws IOException {
        refuses(write(header, 12), reason);
    }

    @Test
    void refusesAHeaderThatIsNestedWithoutEnd() throws IOException {
        refuses(write("{\"a\":" + "[".repeat(100_000), 12), "not JSON");
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        byte[] header = TWO_ARRAYS.getBytes(StandardCharsets.UTF_8);
        header[TWO_ARRAYS.indexOf("\"a\"") + 1] = (byte) 0xFF;

        refuses(write(header.length, header, 12), "not UTF-8");
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        byte[] header = TWO_ARRAYS.getBytes(StandardCharsets.UTF_8);

        refuses(write(header.length + 100, header, 12), "truncated: its header ends 88 bytes after the file");
    }

    @ParameterizedTest
    @CsvSource({"-1", "9223372036854775807", "100000001"})
    void refusesAHugeHeader(long length) throws IOException {
        refuses(write(length, TWO_ARRAYS.getBytes(StandardCharsets.UTF_8), 12), "is not safetensors");
    }

    @Test
    void refusesAFileThatIsCutOffAtAnyPlace() throws IOException {
        byte[] whole = Files.readAllBytes(write(TWO_ARRAYS, 12));
        Path cut = directory.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));

            refuses(cut, "truncated");
        }
    }

    @Test
    void refusesAFileThatIsMissingAndADirectory() {
        refuses(directory.resolve("missing.safetensors"), "are missing");
        refuses(directory, "are missing");
    }

    @Test
    void showsNoControlCharactersOfAFile() throws IOException {
        Path path = write("{\"a\\u001b[31m\":{\"dtype\":\"X\",\"shape\":[],\"data_offsets\":[0,12]}}", 12);

        refuses(path, "array \"a?[31m\"");
    }

    private static void refuses(Path path, String reason) {
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining("fetch the file again");
    }

    private Path write(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return write(json.length, json, dataBytes);
    }

    private Path write(long headerLength, byte[] header, int dataBytes) throws IOException {
        var buffer = ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header);
        return Files.write(directory.resolve("weights.safetensors"), buffer.array());
    }
}
