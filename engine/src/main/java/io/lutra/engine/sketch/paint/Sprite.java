package io.lutra.engine.sketch.paint;

import io.lutra.engine.sketch.library.Artwork;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A drawing in pixels, at its place on the picture.
 *
 * @param x left edge on the picture, in pixels
 * @param y upper edge
 * @param image {@link BufferedImage#TYPE_INT_ARGB}; changed by those who own the sprite only
 */
public record Sprite(int x, int y, BufferedImage image) {

    /**
     * Paints a drawing.
     *
     * @param artwork the drawing
     * @param place from the unit square of the drawing to pixels of the picture
     * @param clip the picture's bounds; what lies outside is left away
     * @return empty sprites of one pixel if nothing is within the clip
     */
    public static Sprite of(Artwork artwork, AffineTransform place, Rectangle2D clip) {
        var bounds = place.createTransformedShape(new Rectangle2D.Double(-.02, -.02, 1.04, 1.04))
                .getBounds2D()
                .createIntersection(clip);
        int left = (int) Math.floor(bounds.getX());
        int top = (int) Math.floor(bounds.getY());
        int width = Math.max(1, (int) Math.ceil(bounds.getMaxX()) - left);
        int height = Math.max(1, (int) Math.ceil(bounds.getMaxY()) - top);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        if (bounds.getWidth() > 0 && bounds.getHeight() > 0) {
            var graphics = image.createGraphics();
            Brush.crisp(graphics);
            graphics.translate(-left, -top);
            double side = Math.sqrt(Math.abs(place.getDeterminant()));
            graphics.transform(place);
            graphics.scale(1 / side, 1 / side);
            artwork.paint(graphics, side);
            graphics.dispose();
        }
        return new Sprite(left, top, image);
    }

    /** The pixels, straight alpha, to be changed in place. */
    public int[] pixels() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /** Lets the scene's light fall on it, and air come before it ({@code haze}, 0 to 1). */
    public void illuminate(Light light, double haze) {
        if (light.colour() == Tones.WHITE && haze == 0) {
            return;
        }
        var pixels = pixels();
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            if (pixel >>> 24 != 0) {
                int lit = Tones.multiply(pixel & 0xFFFFFF, light.colour());
                pixels[i] = (pixel & 0xFF000000) | Tones.mix(lit, light.haze(), haze);
            }
        }
    }

    /** Makes the part below a row of the picture fade over a length. */
    public void fadeBelow(double row, double length) {
        var pixels = pixels();
        int width = image.getWidth();
        for (int v = Math.max(0, (int) row - y); v < image.getHeight(); v++) {
            double keep = Math.clamp(1 - (v + y - row) / length, 0, 1);
            for (int u = 0; u < width; u++) {
                int pixel = pixels[v * width + u];
                pixels[v * width + u] = ((int) ((pixel >>> 24) * keep) << 24) | (pixel & 0xFFFFFF);
            }
        }
    }

    /** Makes it see-through. */
    public void fade(double alpha) {
        var graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.DST_IN, (float) alpha));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    /** Puts it on the picture. */
    public void draw(Graphics2D graphics) {
        graphics.drawImage(image, x, y, null);
    }
}
