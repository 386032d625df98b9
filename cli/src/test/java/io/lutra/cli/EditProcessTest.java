package io.lutra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lutra edit} and {@code lutra vary} as people run them. */
class EditProcessTest {
    private static final PictureLimits LIMITS =
            new PictureLimits(EnumSet.allOf(PictureFormat.class), 4096, 4096L * 4096);
    private static final int SIDE = 128;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void repaintsWhereTheMaskIsClearAndNothingElseHereAndAtAServerAlike() throws Exception {
        var image = draw("image.png", SIDE, (x, y) -> 0xff000000 | x << 16 | y << 8 | 77);
        draw("mask.png", SIDE, (x, y) -> isHole(x, y) ? 0 : 0xff000000);

        try (var server = TestServer.start(folder.resolve("data"))) {
            var here = Lutra.run(folder, "edit image.png --mask mask.png a red apple --seed 1 -o here.png".split(" "));
            assertThat(here.exitCode()).as(here.err()).isZero();
            var there = Lutra.run(
                    folder,
                    ("edit image.png --mask mask.png a red apple --seed 1 -o there.png --url " + server.url())
                            .split(" "));
            assertThat(there.exitCode()).as(there.err()).isZero();
        }

        var edited = read(Files.readAllBytes(folder.resolve("here.png")));
        boolean changed = false;
        for (int i = 0; i < edited.argb().length; i++) {
            if (isHole(i % SIDE, i / SIDE)) {
                changed |= edited.argb()[i] != image.argb()[i];
            } else {
                assertThat(edited.argb()[i]).isEqualTo(image.argb()[i]);
            }
        }
        assertThat(changed).isTrue();
        assertThat(folder.resolve("there.png")).hasSameBinaryContentAs(folder.resolve("here.png"));
    }

    private static boolean isHole(int x, int y) {
        return x > 30 && x < 90 && y > 30 && y < 90;
    }

    @Test
    void saysWhatAMaskOfAnotherSizeNeeds() throws Exception {
        draw("image.png", SIDE, (x, y) -> 0xff336699);
        draw("mask.png", 64, (x, y) -> x < 32 ? 0 : 0xff000000);

        var refused = Lutra.run(folder, "edit image.png --mask mask.png apple -o a.png".split(" "));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("lutra edit: --mask: ", "64x64", "128x128", "--repair crop");

        var repaired = Lutra.run(folder, "edit image.png --mask mask.png apple -o a.png --repair crop".split(" "));
        assertThat(repaired.exitCode()).as(repaired.err()).isZero();
        assertThat(repaired.err()).contains("mask resized from 64x64");
    }

    @Test
    void variesAPictureFromStandardInput() throws Exception {
        var image = draw("image.png", SIDE, (x, y) -> 0xff000000 | x << 16 | y << 8 | 77);
        byte[] input = Files.readAllBytes(folder.resolve("image.png"));

        var ended = Lutra.run(folder, input, "vary - --strength 0.2 --size 128x128 --seed 2 -o -".split(" "));

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        var varied = read(ended.out());
        assertThat(varied.width()).isEqualTo(SIDE);
        assertThat(varied.argb()).isNotEqualTo(image.argb());
    }

    @Test
    void namesAFileThatIsNotThereInTwoLines() throws Exception {
        var ended = Lutra.run(folder, "vary", "nope.png");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines())
                .containsExactly("lutra vary: IMAGE nope.png does not exist", "Try: lutra vary --help");
    }

    private Raster draw(String name, int side, IntBinaryOperator colour) throws IOException {
        var argb = new int[side * side];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = colour.applyAsInt(i % side, i / side);
        }
        var raster = new Raster(side, side, argb);
        Files.write(folder.resolve(name), Png.encode(raster, Map.of()));
        return raster;
    }

    private static Raster read(byte[] png) {
        assertThat(PictureReader.read(png, LIMITS)).isInstanceOf(DecodedPicture.class);
        return ((DecodedPicture) PictureReader.read(png, LIMITS)).raster();
    }
}
