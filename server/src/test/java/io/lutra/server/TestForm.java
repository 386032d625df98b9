package io.lutra.server;

import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** The bytes of a form, part by part, and pictures to put into it. */
final class TestForm {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String boundary;

    TestForm() {
        this("X-TEST-BOUNDARY");
    }

    TestForm(String boundary) {
        this.boundary = boundary;
    }

    TestForm text(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    TestForm file(String name, byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"a.png\"\r\nContent-Type: image/png",
                content);
    }

    /** A part whose head is given as it stands on the wire, without its last line end. */
    TestForm part(String head, byte[] content) {
        ascii("--" + boundary + "\r\n" + head + "\r\n\r\n");
        bytes.writeBytes(content);
        ascii("\r\n");
        return this;
    }

    byte[] end() {
        ascii("--" + boundary + "--\r\n");
        return bytes.toByteArray();
    }

    byte[] unfinished() {
        return bytes.toByteArray();
    }

    private void ascii(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    HttpRequest.Builder to(TestServer server, String path) {
        return server.request(path)
                .header("content-type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(end()));
    }

    /** A square opaque picture of many colours. */
    static Raster picture(int side) {
        return picture(side, side);
    }

    static Raster picture(int width, int height) {
        var argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xff000000 | (i * 7349 & 0xffffff);
        }
        return new Raster(width, height, argb);
    }

    /** A picture whose middle quarter is fully transparent: what a mask is, or an image that needs none. */
    static Raster withHole(Raster raster) {
        var argb = raster.argb().clone();
        int width = raster.width();
        for (int y = raster.height() / 4; y < raster.height() * 3 / 4; y++) {
            for (int x = width / 4; x < width * 3 / 4; x++) {
                argb[y * width + x] = 0;
            }
        }
        return new Raster(width, raster.height(), argb);
    }

    static boolean inHole(int side, int x, int y) {
        return x >= side / 4 && x < side * 3 / 4 && y >= side / 4 && y < side * 3 / 4;
    }

    /** Black, with a white middle quarter, without an alpha channel. */
    static Raster blackAndWhite(int side) {
        var argb = new int[side * side];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = inHole(side, i % side, i / side) ? 0xffffffff : 0xff000000;
        }
        return new Raster(side, side, argb);
    }

    /** A square of one colour. */
    static Raster filled(int side, int argb) {
        var pixels = new int[side * side];
        Arrays.fill(pixels, argb);
        return new Raster(side, side, pixels);
    }

    /** A small picture of any format. */
    static Raster decode(byte[] file) {
        var limits = new PictureLimits(Set.of(PictureFormat.values()), 2048, 4_194_304);
        return ((DecodedPicture) PictureReader.read(file, limits)).raster();
    }

    static byte[] png(Raster raster) {
        return Png.encode(raster, Map.of());
    }

    /** A small PNG whose head says that it is huge. */
    static byte[] bomb(int side) {
        byte[] png = png(picture(2));
        ByteBuffer.wrap(png).putInt(16, side).putInt(20, side);
        var sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        return png;
    }
}
