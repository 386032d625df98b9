package io.lutra.bench.load;

import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** What clients do to a server, well or badly. Immutable; each act has a connection of its own. */
final class Traffic {
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data; boundary=B";
    private static final List<String> PROMPTS = List.of(
            "A cute baby sea otter",
            "a red fox in the snow",
            "three penguins on ice",
            "a lighthouse at sunset",
            "a cat on a sofa",
            "a wizard reading a book");

    private final int port;
    private final byte[] picture;

    Traffic(int port) {
        this.port = port;
        var argb = new int[256 * 256];
        for (int i = 0; i < argb.length; i++) {
            boolean hole = i / 256 > 80 && i / 256 < 180 && i % 256 > 80 && i % 256 < 180;
            argb[i] = hole ? 0 : 0xff000000 | (i * 31);
        }
        picture = Png.encode(new Raster(256, 256, argb), Map.of());
    }

    /** What a client does. */
    enum Act {
        /** Good clients. */
        DRAW,
        DRAW_AND_FETCH,
        EDIT,
        VARY,
        STREAM,
        LIST,
        /** Clients that leave. */
        LEAVE_WHILE_WAITING,
        LEAVE_WITHIN_THE_BODY,
        LEAVE_WITHIN_THE_FORM,
        LEAVE_WITHIN_THE_STREAM,
        /** Clients that are slow. */
        SLOW_WRITER,
        SLOW_READER,
        /** Clients that are wrong. */
        BAD_JSON,
        BAD_FORM,
        BAD_PICTURE,
        BAD_TYPE,
        BAD_HEAD,
        NO_SUCH_ROUTE;

        static final List<Act> GOOD = List.of(DRAW, DRAW_AND_FETCH, EDIT, VARY, STREAM, LIST);
        static final List<Act> BAD = List.of(values()).subList(GOOD.size(), values().length);
    }

    /**
     * Does it.
     *
     * @return the status of the answer; 0 if the client did not wait for one
     * @throws IOException if the connection ended where it should not have
     */
    int act(Act act, Random random) throws IOException, InterruptedException {
        try (var wire = new Wire(port)) {
            return switch (act) {
                case DRAW -> wire.exchange(generation(random, "b64_json", "")).status();
                case DRAW_AND_FETCH -> fetch(wire, random);
                case EDIT -> wire.exchange(edit(random)).status();
                case VARY -> wire.exchange(variation()).status();
                case STREAM -> {
                    var answer = wire.exchange(generation(random, "b64_json", ",\"stream\":true,\"partial_images\":2"));
                    yield answer.text().contains("event: image_generation.completed") ? answer.status() : -1;
                }
                case LIST ->
                    wire.exchange(Wire.request("GET", "/v1/models", "", new byte[0]))
                            .status();
                case LEAVE_WHILE_WAITING -> {
                    var request = generation(random, "url", "");
                    wire.send(request, 0, request.length);
                    Thread.sleep(random.nextInt(60));
                    yield leave(wire, random);
                }
                case LEAVE_WITHIN_THE_BODY -> cut(wire, generation(random, "url", ""), random);
                case LEAVE_WITHIN_THE_FORM -> cut(wire, edit(random), random);
                case LEAVE_WITHIN_THE_STREAM -> {
                    var request = generation(random, "b64_json", ",\"stream\":true,\"partial_images\":3");
                    wire.send(request, 0, request.length);
                    wire.skim(200 + random.nextInt(2000));
                    yield leave(wire, random);
                }
                case SLOW_WRITER -> {
                    var request = generation(random, "url", "");
                    for (int at = 0; at < request.length; at += 40) {
                        wire.send(request, at, Math.min(40, request.length - at));
                        Thread.sleep(10);
                    }
                    yield wire.read().status();
                }
                case SLOW_READER -> {
                    var request = generation(random, "b64_json", "");
                    wire.send(request, 0, request.length);
                    for (int i = 0; i < 10; i++) {
                        wire.skim(100);
                        Thread.sleep(10);
                    }
                    yield leave(wire, random);
                }
                case BAD_JSON -> wire.exchange(post("{\"prompt\":\"x\",,}")).status();
                case BAD_FORM ->
                    wire.exchange(Wire.request("POST", "/v1/images/edits", FORM, garbage(random, 3000)))
                            .status();
                case BAD_PICTURE ->
                    wire.exchange(form("/v1/images/variations", garbage(random, 5000), ""))
                            .status();
                case BAD_TYPE ->
                    wire.exchange(post("{\"prompt\":7,\"n\":\"many\"}")).status();
                case BAD_HEAD -> {
                    var request = "GET / HTTP/1.1\r\nno colon here\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
                    yield wire.exchange(request).status();
                }
                case NO_SUCH_ROUTE ->
                    wire.exchange(Wire.request("GET", "/v1/nothing", "", new byte[0]))
                            .status();
            };
        }
    }

    /** Whether a server should answer so; where there is a crowd a request may also be refused honestly. */
    static boolean isRight(Act act, int status) {
        boolean refused = status == 429 || status == 503;
        return switch (act) {
            case DRAW, DRAW_AND_FETCH, EDIT, VARY, STREAM, LIST, SLOW_WRITER -> status == 200 || refused;
            case BAD_JSON, BAD_FORM, BAD_PICTURE, BAD_TYPE, BAD_HEAD -> status == 400 || refused;
            case NO_SUCH_ROUTE -> status == 404;
            case LEAVE_WHILE_WAITING,
                    LEAVE_WITHIN_THE_BODY,
                    LEAVE_WITHIN_THE_FORM,
                    LEAVE_WITHIN_THE_STREAM,
                    SLOW_READER -> status == 0;
        };
    }

    private static int fetch(Wire wire, Random random) throws IOException {
        var answer = wire.exchange(generation(random, "url", ""));
        if (answer.status() != 200) {
            return answer.status();
        }
        var url = URI.create(
                JsonMapper.shared().readTree(answer.body()).at("/data/0/url").asString());
        var file = wire.exchange(Wire.request("GET", url.getRawPath() + "?" + url.getRawQuery(), "", new byte[0]));
        return file.body().length > 8 && file.body()[1] == 'P' ? file.status() : -1;
    }

    private static int leave(Wire wire, Random random) throws IOException {
        if (random.nextBoolean()) {
            wire.reset();
        }
        return 0;
    }

    private static int cut(Wire wire, byte[] request, Random random) throws IOException {
        wire.send(request, 0, 1 + random.nextInt(request.length - 1));
        return leave(wire, random);
    }

    private static byte[] generation(Random random, String format, String more) {
        var prompt = PROMPTS.get(random.nextInt(PROMPTS.size()));
        var shape = more.isEmpty() ? ",\"response_format\":\"" + format + "\"" : more;
        return post("{\"prompt\":\"" + prompt + "\",\"n\":" + (1 + random.nextInt(2))
                + ",\"size\":\"256x256\",\"user\":\"u" + random.nextInt(20) + "\"" + shape + "}");
    }

    private static byte[] post(String json) {
        return Wire.request("POST", "/v1/images/generations", JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] edit(Random random) {
        return form("/v1/images/edits", picture, PROMPTS.get(random.nextInt(PROMPTS.size())));
    }

    private byte[] variation() {
        return form("/v1/images/variations", picture, "");
    }

    private static byte[] form(String path, byte[] picture, String prompt) {
        var body = new ByteArrayOutputStream();
        if (!prompt.isEmpty()) {
            part(body, "\"prompt\"", prompt.getBytes(StandardCharsets.UTF_8));
        }
        part(body, "\"size\"", "256x256".getBytes(StandardCharsets.UTF_8));
        part(body, "\"image\"; filename=\"a.png\"\r\nContent-Type: image/png", picture);
        body.writeBytes("--B--\r\n".getBytes(StandardCharsets.UTF_8));
        return Wire.request("POST", path, FORM, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] content) {
        body.writeBytes(
                ("--B\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] garbage(Random random, int most) {
        var bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }
}
