package io.lutra.cli.draw;

import io.lutra.imaging.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An order as the body of a request.
 *
 * @param bytes not to be changed
 */
record RequestBody(String contentType, byte[] bytes) {
    private static final Set<String> INTEGERS = Set.of("n", "seed", "steps", "clip_skip", "output_compression");
    private static final Set<String> DECIMALS = Set.of("guidance_scale", "strength");

    /**
     * Asks for pictures and previews as they come.
     *
     * @param model the model to name; empty for none but the order's own
     */
    static RequestBody of(Order order, String model) {
        var parameters = new LinkedHashMap<>(order.parameters());
        if (!model.isEmpty()) {
            parameters.put("model", model);
        }
        parameters.put("stream", "true");
        parameters.put("partial_images", "3");
        return switch (order.task()) {
            case GENERATE -> json(parameters);
            case EDIT, VARY -> form(parameters, order.files());
        };
    }

    private static RequestBody json(Map<String, String> parameters) {
        var object = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            if (name.equals("stream")) {
                object.put(name, Boolean.parseBoolean(value));
            } else if ((INTEGERS.contains(name) || name.equals("partial_images")) && value.matches("-?[0-9]{1,18}")) {
                object.put(name, Long.parseLong(value));
            } else if (DECIMALS.contains(name) && value.matches("-?[0-9]{1,9}(\\.[0-9]{1,18})?")) {
                object.put(name, Double.parseDouble(value));
            } else if (name.equals("loras")) {
                object.set(name, JsonMapper.shared().readTree(value));
            } else {
                object.put(name, value);
            }
        });
        return new RequestBody("application/json", JsonMapper.shared().writeValueAsBytes(object));
    }

    private static RequestBody form(Map<String, String> parameters, Map<String, byte[]> files) {
        String boundary = "lutra-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        parameters.forEach((name, value) -> part(body, boundary, "name=\"" + name + "\"\r\n\r\n", utf8(value)));
        files.forEach((name, bytes) -> {
            var format = PictureFormat.sniff(bytes).orElse(PictureFormat.PNG);
            String head = "name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                    .formatted(name, name, format.mediaType());
            part(body, boundary, head, bytes);
        });
        body.writeBytes(utf8("--" + boundary + "--\r\n"));
        return new RequestBody("multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String boundary, String head, byte[] content) {
        body.writeBytes(utf8("--" + boundary + "\r\nContent-Disposition: form-data; " + head));
        body.writeBytes(content);
        body.writeBytes(utf8("\r\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
