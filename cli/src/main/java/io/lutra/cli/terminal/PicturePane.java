package io.lutra.cli.terminal;

import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.Map;

/**
 * A place of some rows in a terminal where a picture is shown, and replaced by a later one. The cursor stays in the row below
 * it. Used by one thread.
 */
public final class PicturePane {
    private static final int ROWS = 14;

    /** Pixels of a row: what terminals that do not scale usually have at most. */
    private static final int ROW_PIXELS = 18;

    /** The most base64 that kitty takes at once. */
    private static final int CHUNK = 4096;

    private final PrintWriter out;
    private final Graphics graphics;
    private long image = ProcessHandle.current().pid() << 6 & 0x3fff_ffff;
    private boolean isOpen;

    /** On a terminal that has some graphics. */
    public PicturePane(PrintWriter out, Graphics graphics) {
        if (graphics == Graphics.NONE) {
            throw new IllegalArgumentException("a terminal without graphics has no picture pane");
        }
        this.out = out;
        this.graphics = graphics;
    }

    /** Shows a picture in the place of the last one, or opens a place for it. */
    public void show(Raster picture) {
        if (!isOpen) {
            out.print("\n".repeat(ROWS));
            isOpen = true;
            image++;
        }
        out.print("\r\033[" + ROWS + "A\0337");
        out.print(encode(fitted(picture)));
        out.print("\0338\033[" + ROWS + "B");
        out.flush();
    }

    /** Leaves the picture where it is: the next one gets a place of its own below. */
    public void leave() {
        isOpen = false;
    }

    private static Raster fitted(Raster picture) {
        int height = ROWS * ROW_PIXELS;
        int width = Math.max(1, Math.toIntExact((long) picture.width() * height / picture.height()));
        int widest = 3 * height;
        return width <= widest
                ? Scaling.to(picture, width, height)
                : Scaling.to(picture, widest, Math.max(1, height * widest / width));
    }

    private String encode(Raster picture) {
        return switch (graphics) {
            case NONE -> "";
            case KITTY -> kitty(picture);
            case ITERM2 -> iterm2(picture);
            case SIXEL -> Sixels.encode(picture);
        };
    }

    /** Instead of this pane's last one; without an answer, and without moving the cursor. */
    private String kitty(Raster picture) {
        String base64 = base64(picture);
        var text = new StringBuilder();
        for (int from = 0; from < base64.length(); from += CHUNK) {
            int to = Math.min(from + CHUNK, base64.length());
            String keys = from == 0 ? "a=T,f=100,q=2,C=1,p=1,i=" + image + ",r=" + rows(picture) + "," : "";
            text.append("\033_G")
                    .append(keys)
                    .append("m=")
                    .append(to < base64.length() ? 1 : 0)
                    .append(';')
                    .append(base64, from, to)
                    .append("\033\\");
        }
        return text.toString();
    }

    private static String iterm2(Raster picture) {
        return "\033]1337;File=inline=1;preserveAspectRatio=1;height=" + rows(picture) + ":" + base64(picture) + "\007";
    }

    private static int rows(Raster picture) {
        return Math.clamp(Math.ceilDiv(picture.height(), ROW_PIXELS), 1, ROWS);
    }

    private static String base64(Raster picture) {
        return Base64.getEncoder().encodeToString(Png.encode(picture, Map.of()));
    }
}
