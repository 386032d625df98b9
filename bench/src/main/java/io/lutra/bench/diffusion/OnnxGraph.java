package io.lutra.bench.diffusion;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a graph in ONNX's protobuf format (onnx.proto, IR version 8, opset 17), as much of it as a UNet needs. All weights lie in
 * one file beside the graph and may overlap there: what they are does not matter to speed.
 */
final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final String WEIGHTS = "weights.bin";

    private final Message graph = new Message();
    private int names;
    private long longest;

    OnnxGraph() {
        graph.text(2, "unet");
    }

    /** Bytes that the weights' file must have. */
    long weightBytes() {
        return longest;
    }

    void input(String name, long... shape) {
        graph.message(11, value(name, shape));
    }

    void output(String name, long... shape) {
        graph.message(12, value(name, shape));
    }

    private static Message value(String name, long... shape) {
        var dimensions = new Message();
        for (long length : shape) {
            dimensions.message(1, new Message().number(1, length));
        }
        var tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** An initializer in the weights' file; answers its name. */
    String weight(long... shape) {
        String name = "w" + names++;
        long bytes = Float.BYTES * Census.product(shape);
        longest = Math.max(longest, bytes);
        var tensor = new Message();
        for (long length : shape) {
            tensor.number(1, length);
        }
        tensor.number(2, FLOAT).text(8, name);
        tensor.message(13, new Message().text(1, "location").text(2, WEIGHTS));
        tensor.message(13, new Message().text(1, "offset").text(2, "0"));
        tensor.message(13, new Message().text(1, "length").text(2, Long.toString(bytes)));
        tensor.number(14, 1);
        graph.message(5, tensor);
        return name;
    }

    /** An initializer of whole numbers; answers its name. */
    String numbers(long... numbers) {
        String name = "n" + names++;
        var bytes = new ByteArrayOutputStream();
        for (long number : numbers) {
            for (int i = 0; i < Long.BYTES; i++) {
                bytes.write((int) (number >>> (8 * i)));
            }
        }
        graph.message(
                5,
                new Message()
                        .number(1, numbers.length)
                        .number(2, INT64)
                        .text(8, name)
                        .bytes(9, bytes.toByteArray()));
        return name;
    }

    /** An initializer of one number, which broadcasts; answers its name. */
    String number(float number) {
        String name = "f" + names++;
        int bits = Float.floatToIntBits(number);
        byte[] bytes = {(byte) bits, (byte) (bits >>> 8), (byte) (bits >>> 16), (byte) (bits >>> 24)};
        graph.message(5, new Message().number(2, FLOAT).text(8, name).bytes(9, bytes));
        return name;
    }

    /** Adds an operator with one result; answers the result's name. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return nodes(operator, 1, inputs, attributes).getFirst();
    }

    /** Adds an operator; answers the names of its results. */
    List<String> nodes(String operator, int results, List<String> inputs, Attribute... attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        var outputs = new String[results];
        Arrays.setAll(outputs, i -> "t" + names++);
        for (String output : outputs) {
            node.text(2, output);
        }
        boolean isContributed = operator.startsWith("com.microsoft.");
        node.text(4, isContributed ? operator.substring("com.microsoft.".length()) : operator);
        for (var attribute : attributes) {
            node.message(5, attribute.message());
        }
        if (isContributed) {
            node.text(7, "com.microsoft");
        }
        graph.message(1, node);
        return List.of(outputs);
    }

    byte[] model() {
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 17))
                .message(8, new Message().text(1, "com.microsoft").number(2, 1))
                .toByteArray();
    }

    /** A constant argument of an operator. */
    record Attribute(Message message) {
        static Attribute of(String name, long number) {
            return new Attribute(new Message().text(1, name).number(3, number).number(20, 2));
        }

        static Attribute of(String name, float number) {
            return new Attribute(new Message().text(1, name).real(2, number).number(20, 1));
        }

        static Attribute of(String name, String text) {
            return new Attribute(new Message()
                    .text(1, name)
                    .bytes(4, text.getBytes(StandardCharsets.UTF_8))
                    .number(20, 3));
        }

        static Attribute of(String name, long... numbers) {
            var message = new Message().text(1, name);
            for (long number : numbers) {
                message.number(8, number);
            }
            return new Attribute(message.number(20, 7));
        }
    }

    /** A protobuf message under construction. */
    static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long number) {
            varint((long) field << 3);
            varint(number);
            return this;
        }

        Message real(int field, float number) {
            varint(((long) field << 3) | 5);
            int bits = Float.floatToIntBits(number);
            for (int i = 0; i < Float.BYTES; i++) {
                out.write(bits >>> (8 * i));
            }
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message message) {
            return bytes(field, message.toByteArray());
        }

        Message bytes(int field, byte... bytes) {
            varint(((long) field << 3) | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        private void varint(long number) {
            long rest = number;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
