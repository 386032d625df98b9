package io.lutra.cli.draw;

import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a streamed answer (WHATWG HTML, section 9.2): previews, pictures, an error; and, in comments, how far it is. */
final class EventStream {
    /** As Lutra writes it; other servers write other comments, or none. */
    private static final Pattern STEPS = Pattern.compile(": step ([0-9]{1,9}) of ([0-9]{1,9})");

    private static final Pattern WAITING = Pattern.compile(": waiting for ([0-9]{1,9}) pictures");
    private static final PictureLimits PREVIEW =
            new PictureLimits(Set.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP), 4096, 4096L * 4096);

    private final RemoteArtist.Account account;
    private final RemoteArtist.Origins origins;
    private final Artist.Watcher watcher;
    private int finished;

    EventStream(RemoteArtist.Account account, RemoteArtist.Origins origins, Artist.Watcher watcher) {
        this.account = account;
        this.origins = origins;
        this.watcher = watcher;
    }

    void read(InputStream content) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        var data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(":")) {
                comment(line);
            } else if (line.startsWith("data:")) {
                data.append(line, line.startsWith("data: ") ? 6 : 5, line.length())
                        .append('\n');
            } else if (line.isEmpty() && !data.isEmpty()) {
                String text = data.toString().strip();
                data.setLength(0);
                if (!text.equals("[DONE]")) {
                    event(JsonMapper.shared().readTree(text));
                }
            }
        }
        if (finished == 0) {
            throw new DrawException(Kind.FAILED, account + " broke off before a picture was finished");
        }
    }

    private void comment(String line) {
        var steps = STEPS.matcher(line);
        if (steps.matches()) {
            watcher.advanced(Integer.parseInt(steps.group(1)), Math.max(1, Integer.parseInt(steps.group(2))));
        }
        var waiting = WAITING.matcher(line);
        if (waiting.matches()) {
            watcher.says("waiting, " + waiting.group(1) + " pictures ahead");
        }
    }

    private void event(JsonNode event) {
        String type = event.path("type").asString("");
        if (event.has("error")) {
            throw ServerRefusal.of(account, event);
        }
        int index = event.path("image_index").asInt(finished);
        if (type.endsWith(".completed")) {
            finished++;
            watcher.finished(new DrawnPicture(index, origins.of(index), picture(event)));
        } else if (type.endsWith(".partial_image") && index == 0 && watcher.wantsPreviews()) {
            if (PictureReader.read(picture(event), PREVIEW) instanceof DecodedPicture preview) {
                watcher.previewed(index, preview.raster());
            }
        }
    }

    private static byte[] picture(JsonNode event) {
        return Base64.getDecoder().decode(event.path("b64_json").asString(""));
    }
}
