package io.lutra.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PicturePaneTest {
    private static final PictureLimits LIMITS = new PictureLimits(Set.of(PictureFormat.PNG), 2000, 2_000_000);
    private static final int HEIGHT = 252;

    @Test
    void givesKittyAPngInPiecesThatItTakes() {
        var picture = gradient(300, 300);

        var text = shown(Graphics.KITTY, picture);

        var chunks = Pattern.compile("\033_G([^;]*);([^\033]*)\033\\\\").matcher(text);
        var base64 = new StringBuilder();
        String lastKeys = "";
        while (chunks.find()) {
            assertThat(chunks.group(2).length()).isLessThanOrEqualTo(4096);
            base64.append(chunks.group(2));
            lastKeys = chunks.group(1);
        }
        assertThat(lastKeys).endsWith("m=0");
        assertThat(png(base64).argb())
                .isEqualTo(Scaling.to(picture, HEIGHT, HEIGHT).argb());
    }

    @Test
    void givesITerm2APng() {
        var picture = gradient(512, 256);

        var text = shown(Graphics.ITERM2, picture);

        var file = Pattern.compile("\033\\]1337;File=inline=1;[^:]*height=14:([^\007]*)\007")
                .matcher(text);
        assertThat(file.find()).isTrue();
        assertThat(png(file.group(1)).argb())
                .isEqualTo(Scaling.to(picture, 2 * HEIGHT, HEIGHT).argb());
    }

    @Test
    void givesOthersSixelsThatLookLikeThePicture() {
        var picture = gradient(HEIGHT, HEIGHT);

        var text = shown(Graphics.SIXEL, picture);

        var seen = sixels(text, HEIGHT, HEIGHT);
        // Dithering is wrong for each pixel and right for many together.
        var blurred = Scaling.to(seen, HEIGHT / 12, HEIGHT / 12);
        var expected = Scaling.to(picture, HEIGHT / 12, HEIGHT / 12);
        for (int i = 0; i < expected.argb().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                assertThat(blurred.argb()[i] >> shift & 255).isCloseTo(expected.argb()[i] >> shift & 255, offset(12));
            }
        }
    }

    @Test
    void opensANewPlaceOnlyWhenTheLastOneIsLeft() {
        var written = new StringWriter();
        var pane = new PicturePane(new PrintWriter(written), Graphics.KITTY);

        pane.show(gradient(10, 10));
        pane.show(gradient(10, 10));
        assertThat(written.toString().split("\n", -1)).hasSize(15);
        pane.leave();
        pane.show(gradient(10, 10));
        assertThat(written.toString().split("\n", -1)).hasSize(29);
    }

    private static String shown(Graphics graphics, Raster picture) {
        var written = new StringWriter();
        new PicturePane(new PrintWriter(written), graphics).show(picture);
        return written.toString();
    }

    private static Raster gradient(int width, int height) {
        var argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int x = i % width * 255 / width;
            int y = i / width * 255 / height;
            argb[i] = 0xff000000 | x << 16 | y << 8 | (255 - x);
        }
        return new Raster(width, height, argb);
    }

    private static Raster png(CharSequence base64) {
        var read = PictureReader.read(Base64.getDecoder().decode(base64.toString()), LIMITS);
        return ((DecodedPicture) read).raster();
    }

    /** What a terminal makes of sixels. */
    private static Raster sixels(String text, int width, int height) {
        var argb = new int[width * height];
        var palette = new HashMap<Integer, Integer>();
        int from = text.indexOf('q', text.indexOf("\033P")) + 1;
        String body = text.substring(from, text.indexOf("\033\\", from));
        var tokens = Pattern.compile(
                        "\"[0-9;]*|#(\\d+);2;(\\d+);(\\d+);(\\d+)|#(\\d+)|!(\\d+)([?-~])|([?-~])|([$])|(-)")
                .matcher(body);
        int x = 0;
        int top = 0;
        int colour = 0;
        while (tokens.find()) {
            if (tokens.group(1) != null) {
                palette.put(
                        number(tokens.group(1)),
                        0xff000000
                                | sample(tokens.group(2)) << 16
                                | sample(tokens.group(3)) << 8
                                | sample(tokens.group(4)));
            } else if (tokens.group(5) != null) {
                colour = palette.getOrDefault(number(tokens.group(5)), 0);
            } else if (tokens.group(9) != null) {
                x = 0;
            } else if (tokens.group(10) != null) {
                x = 0;
                top += 6;
            } else if (tokens.group(7) != null || tokens.group(8) != null) {
                int count = tokens.group(6) == null ? 1 : number(tokens.group(6));
                char sixel = (tokens.group(7) == null ? tokens.group(8) : tokens.group(7)).charAt(0);
                for (int i = 0; i < count; i++, x++) {
                    for (int row = 0; row < 6; row++) {
                        if ((((sixel - '?') >> row) & 1) == 1) {
                            argb[(top + row) * width + x] = colour;
                        }
                    }
                }
            }
        }
        return new Raster(width, height, argb);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static int sample(String percent) {
        return Math.round(number(percent) * 2.55f);
    }
}
