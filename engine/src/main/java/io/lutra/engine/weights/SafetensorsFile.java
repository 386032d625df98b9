package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A safetensors file, mapped into memory and checked. Arrays are read from the disk when they are first touched.
 *
 * <p>The file must not be changed while it is used. The mapping ends when neither this object nor a tensor over it is
 * reachable. Immutable, safe to share.
 */
public final class SafetensorsFile implements WeightSource {
    /** The largest header accepted, as in the reference implementation. */
    static final long MAX_HEADER_BYTES = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String ADVICE = "; fetch the file again, or name another one";

    private final Path path;
    private final MemorySegment bytes;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, MemorySegment bytes, SafetensorsHeader header) {
        this.path = path;
        this.bytes = bytes;
        this.header = header;
    }

    /**
     * Maps a file and checks its header.
     *
     * @throws BadWeights if the file is missing, unreadable, truncated or not a consistent safetensors file
     */
    public static SafetensorsFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new BadWeights("weights " + path + " are missing" + ADVICE);
        }
        try {
            MemorySegment bytes = map(path);
            return new SafetensorsFile(path, bytes, header(bytes));
        } catch (SafetensorsHeader.Malformed malformed) {
            throw new BadWeights("weights " + path + ": the file " + malformed.getMessage() + ADVICE, malformed);
        } catch (IOException unreadable) {
            throw new BadWeights(
                    "weights " + path + " cannot be read (" + unreadable.getMessage() + ")" + ADVICE, unreadable);
        }
    }

    private static MemorySegment map(Path path) throws IOException {
        try (var channel = FileChannel.open(path)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    static SafetensorsHeader header(MemorySegment bytes) throws SafetensorsHeader.Malformed {
        if (bytes.byteSize() < Long.BYTES) {
            throw new SafetensorsHeader.Malformed("is truncated: it has " + bytes.byteSize() + " bytes");
        }
        long length = bytes.get(LENGTH, 0);
        if (length < 0 || length > MAX_HEADER_BYTES) {
            throw new SafetensorsHeader.Malformed("is not safetensors: its header would have "
                    + Long.toUnsignedString(length) + " bytes, at most " + MAX_HEADER_BYTES + " are allowed");
        }
        long dataStart = Long.BYTES + length;
        if (dataStart > bytes.byteSize()) {
            throw new SafetensorsHeader.Malformed(
                    "is truncated: its header ends " + (dataStart - bytes.byteSize()) + " bytes after the file");
        }
        var json = bytes.asSlice(Long.BYTES, length).asByteBuffer();
        return SafetensorsHeader.parse(json, dataStart, bytes.byteSize() - dataStart);
    }

    /** Where the file lies. */
    public Path path() {
        return path;
    }

    @Override
    public String description() {
        return path.toString();
    }

    /** The names of all arrays, in the file's order. */
    @Override
    public Set<String> names() {
        return header.weights().keySet();
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return Optional.ofNullable(header.weights().get(name));
    }

    /** What the file's author wrote about it, by key. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The bytes of an array, row-major and little-endian, in mapped memory.
     *
     * @throws BadWeights if the file has no such array
     */
    public MemorySegment bytes(String name) {
        var info = require(name);
        return bytes.asSlice(info.offset(), info.byteSize());
    }

    /**
     * An array as a tensor of its own type that lies in the mapped memory; nothing is read yet.
     *
     * @throws BadWeights if the file has no such array
     */
    @Override
    public Tensor tensor(Device device, String name) {
        var info = require(name);
        return device.over(bytes(name), info.dtype(), info.shape());
    }

    private WeightInfo require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new BadWeights("weights " + path + " have no array " + SafetensorsHeader.quote(name) + ADVICE));
    }
}
