package io.lutra.server;

import static io.lutra.server.TestForm.decode;
import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;
import static io.lutra.server.TestServer.header;
import static io.lutra.server.TestServer.inline;
import static io.lutra.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.Jpeg;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import io.lutra.imaging.Webp;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads that the founding profile refuses, and that are repaired instead for whoever asks for it. */
class RepairTest {
    private static final String EDITS = "/v1/images/edits";
    private static final String VARIATIONS = "/v1/images/variations";
    private static final Raster WIDE = picture(300, 200);

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> edit(String repair, byte[] image, byte[] mask) throws Exception {
        return server.send(new TestForm()
                .file("image", image)
                .file("mask", mask)
                .text("prompt", "otter")
                .text("size", "256x256")
                .text("response_format", "b64_json")
                .to(server, EDITS)
                .header("lutra-repair", repair));
    }

    private static HttpResponse<byte[]> vary(String repair, byte[] image) throws Exception {
        return server.send(new TestForm()
                .file("image", image)
                .text("size", "256x256")
                .to(server, VARIATIONS)
                .header("lutra-repair", repair));
    }

    private static Raster first(HttpResponse<byte[]> response) {
        return decode(inline(json(response).at("/data/0")));
    }

    @Test
    void cropsToTheMiddle() throws Exception {
        var response = edit("crop", png(WIDE), png(withHole(WIDE)));

        assertThat(header(response, "lutra-repaired"))
                .isEqualTo("image cropped from 300x200 to 200x200, the shape of 256x256");
        var expected = Scaling.to(Scaling.crop(WIDE, 50, 0, 200, 200), 256, 256);
        assertThat(first(response).argb()[0]).isEqualTo(expected.argb()[0]);
        assertThat(first(response).argb()[256 * 256 - 1]).isEqualTo(expected.argb()[256 * 256 - 1]);
    }

    @Test
    void padsAndPaintsWhatWasAdded() throws Exception {
        var response = edit("pad", png(WIDE), png(withHole(WIDE)));

        assertThat(header(response, "lutra-repaired"))
                .isEqualTo("image of 300x200 padded to the shape of 256x256, and painted there");
        int height = 171;
        int top = (256 - height) / 2;
        var expected = Scaling.to(WIDE, 256, height);
        var answer = first(response);
        for (int y = 0; y < height; y++) {
            assertThat(answer.argb()[(top + y) * 256]).as("row " + y).isEqualTo(expected.argb()[y * 256]);
        }
        int continued = 0;
        for (int x = 0; x < 256; x++) {
            continued += answer.argb()[x] == expected.argb()[x] ? 1 : 0;
        }
        assertThat(continued).as("the first row is painted, not continued").isLessThan(16);
    }

    @ParameterizedTest
    @CsvSource({"crop,image cropped from 300x200 to 200x200", "pad,image of 300x200 padded to the shape of 256x256"})
    void openWebui20586_variesWhatIsNotSquare(String repair, String told) throws Exception {
        var response = vary(repair, png(WIDE));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "lutra-repaired")).isEqualTo(told);
    }

    @Test
    void padsALineOfOnePixelWithoutTakingTheMemoryOfItsSquare() throws Exception {
        assertThat(vary("pad", png(picture(8192, 1))).statusCode()).isEqualTo(200);
    }

    @Test
    void openWebui12232_convertsWhatIsNoPng() throws Exception {
        var jpeg = vary("crop", Jpeg.encode(picture(64), 90));
        var webp = vary("crop", Webp.encode(picture(64), 90));

        assertThat(header(jpeg, "lutra-repaired")).isEqualTo("image converted from image/jpeg");
        assertThat(header(webp, "lutra-repaired")).isEqualTo("image converted from image/webp");
    }

    @Test
    void turnsPicturesOfPhonesUpright() throws Exception {
        var response = vary("crop", turned(Jpeg.encode(picture(64, 32), 90)));

        assertThat(header(response, "lutra-repaired"))
                .isEqualTo("image converted from image/jpeg; image turned upright; image cropped from 32x64 to 32x32");
    }

    /** A JPEG whose Exif says that it is to be turned to the right. */
    private static byte[] turned(byte[] jpeg) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34});
        out.writeBytes("Exif\0\0MM\0*\0\0\0\10\0\1".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0});
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    @Test
    void resizesMasks() throws Exception {
        var response = edit("crop", png(picture(256)), png(withHole(picture(128))));

        assertThat(header(response, "lutra-repaired")).isEqualTo("mask resized from 128x128");
    }

    @Test
    void takesPicturesOfMoreThanFourMegabytes() throws Exception {
        byte[] large = png(noise(1300));
        assertThat(large).hasSizeGreaterThan(4 << 20);

        assertThat(header(vary("crop", large), "lutra-repaired"))
                .isEqualTo("image of " + large.length + " bytes taken");
        assertThat(vary("off", large).statusCode()).isEqualTo(400);
    }

    private static Raster noise(int side) {
        return new Raster(
                side,
                side,
                new Random(1)
                        .ints((long) side * side)
                        .map(argb -> argb | 0xff000000)
                        .toArray());
    }

    @Test
    void aRequestCanRefuseWhatTheServerRepairs(@TempDir Path other) throws Exception {
        var repairing = new UploadPolicy(false, Repair.CROP);
        try (var own = TestServer.start(other, config -> config.withUploads(repairing))) {
            var form = new TestForm().file("image", png(WIDE)).text("size", "256x256");
            var again = new TestForm().file("image", png(WIDE)).text("size", "256x256");

            var repaired = own.send(form.to(own, VARIATIONS));
            var refused = own.send(again.to(own, VARIATIONS).header("lutra-repair", "off"));

            assertThat(repaired.statusCode()).isEqualTo(200);
            assertThat(json(refused).at("/error/code").stringValue()).isEqualTo("invalid_image_dimensions");
        }
    }
}
