package io.lutra.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * Receives OTLP over HTTP and reads its protobuf (opentelemetry-proto, trace/v1/trace.proto) by the numbers of its fields.
 */
final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    record Span(
            String trace,
            String id,
            String parent,
            String name,
            long kind,
            long start,
            long end,
            Map<String, String> attributes,
            long status) {}

    private TraceReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    static TraceReceiver start() throws IOException {
        return new TraceReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The attributes of who sent, for each export. */
    List<Map<String, String>> resources() {
        return List.copyOf(resources);
    }

    /** What the header {@code x-key} said, for each export. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-key")));
            for (var ofResource : Message.parse(body).messages(1)) {
                ofResource.messages(1).forEach(resource -> resources.add(attributes(resource, 1)));
                for (var ofScope : ofResource.messages(2)) {
                    ofScope.messages(2).forEach(span -> spans.add(span(span)));
                }
            }
            exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span span(Message span) {
        return new Span(
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                text(span.bytes(5)),
                span.number(6),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                span.messages(15).stream().mapToLong(status -> status.number(3)).sum());
    }

    private static Map<String, String> attributes(Message of, int field) {
        var attributes = new HashMap<String, String>();
        for (var pair : of.messages(field)) {
            var value = pair.messages(2).getFirst();
            attributes.put(
                    text(pair.bytes(1)),
                    value.fields().containsKey(1) ? text(value.bytes(1)) : Long.toString(value.number(3)));
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A message of protobuf's wire format: the values of each field, bytes or numbers. */
    private record Message(Map<Integer, List<Object>> fields) {
        static Message parse(byte[] bytes) {
            var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            var fields = new HashMap<Integer, List<Object>>();
            while (in.hasRemaining()) {
                long tag = varint(in);
                Object value = switch ((int) (tag & 7)) {
                    case 0 -> varint(in);
                    case 1 -> in.getLong();
                    case 2 -> {
                        var content = new byte[(int) varint(in)];
                        in.get(content);
                        yield content;
                    }
                    case 5 -> (long) in.getInt();
                    default -> throw new IllegalArgumentException("no wire type: " + tag);
                };
                fields.computeIfAbsent((int) (tag >> 3), field -> new ArrayList<>())
                        .add(value);
            }
            return new Message(fields);
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        List<Message> messages(int field) {
            return fields.getOrDefault(field, List.of()).stream()
                    .map(value -> parse((byte[]) value))
                    .toList();
        }

        byte[] bytes(int field) {
            return fields.containsKey(field) ? (byte[]) fields.get(field).getLast() : new byte[0];
        }

        long number(int field) {
            return fields.containsKey(field) ? (long) fields.get(field).getLast() : 0;
        }
    }
}
