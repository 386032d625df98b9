package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.finish.Finish;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Sprite;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.imaging.Raster;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Paints one scene, a layer at a time, so that it can be looked at in between. Confined to one thread at a time.
 *
 * <p>Layers, from far to near: what is behind everything, the ground, what stands on it, what is before it with the style of
 * the whole.
 */
public final class Painter implements Work {
    /** How many layers a scene has. */
    public static final int LAYERS = 4;

    private final Library library;
    private final Scene scene;
    private final BufferedImage image;
    private final double unit;
    private int done;

    /** Borrows the library. */
    public Painter(Library library, Scene scene, int width, int height) {
        this.library = library;
        this.scene = scene;
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        this.unit = Math.min(width, height);
    }

    @Override
    public int layers() {
        return LAYERS;
    }

    @Override
    public void advance() {
        var brush = new Brush(image, new Dice(scene.seed()).fork("brush"));
        switch (done) {
            case 0 -> scene.scenery().far(brush);
            case 1 -> scene.scenery().near(brush);
            case 2 -> scene.placed().forEach(placed -> paint(brush.graphics(), placed));
            case 3 -> {
                scene.scenery().front(brush);
                finish();
            }
            default -> throw new IllegalStateException("all layers are painted");
        }
        brush.lift();
        done++;
    }

    @Override
    public Raster picture() {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Raster(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    private void finish() {
        if (!scene.styles().isEmpty()) {
            int width = image.getWidth();
            int height = image.getHeight();
            var pixels = image.getRGB(0, 0, width, height, null, 0, width);
            var alpha = Finish.drawsLines(scene.styles()) ? Bleed.ground(pixels) : Bleed.fill(pixels, width, height);
            Finish.apply(pixels, width, height, scene.styles(), new Dice(scene.seed()).fork("finish"));
            Finish.outline(alpha, width, height, scene.styles());
            Bleed.restore(pixels, alpha);
            image.setRGB(0, 0, width, height, pixels, 0, width);
        }
    }

    private void paint(Graphics2D graphics, Scene.Placed placed) {
        var piece = placed.piece();
        var light = scene.scenery().light();
        var place = AffineTransform.getScaleInstance(unit, unit);
        place.concatenate(piece.place());
        var clip = new Rectangle2D.Double(0, 0, image.getWidth(), image.getHeight());
        var sprite = Sprite.of(library.artwork(piece.figure()), place, clip);
        piece.colour().ifPresent(colour -> colour.apply(sprite.pixels()));
        if (!piece.glows()) {
            sprite.illuminate(light, placed.haze());
        }
        if (piece.alpha() < 1) {
            sprite.fade(piece.alpha());
        }
        boolean isWet = placed.waterline() * unit < image.getHeight() * 2.0;
        if (isWet) {
            sprite.fadeBelow(placed.waterline() * unit, Math.max(2, unit * .012));
        } else if (piece.stance() == Piece.Stance.STANDS && light.shadowAlpha() > 0) {
            shadow(graphics, piece, light);
        }
        if (piece.glows()) {
            glow(graphics, piece);
        }
        sprite.draw(graphics);
        if (isWet && piece.bounds().getMaxY() > placed.waterline()) {
            ripples(graphics, piece, placed.waterline());
        }
    }

    /** A soft dark oval where it touches the ground. */
    private void shadow(Graphics2D graphics, Piece piece, Light light) {
        var feet = piece.figure().feet();
        var box = piece.figure().box();
        var low = piece.place()
                .transform(new java.awt.geom.Point2D.Double((feet.left() + feet.right()) / 2, box.bottom()), null);
        double half = piece.bounds().getWidth()
                * unit
                * Math.max(.32, Math.min(.5, (feet.right() - feet.left()) / box.width() * .62));
        oval(
                graphics,
                low.getX() * unit,
                low.getY() * unit - half * .03,
                half,
                half * .2,
                Tones.color(light.shadow(), light.shadowAlpha() * 1.5));
    }

    private static void oval(Graphics2D graphics, double x, double y, double a, double b, Color color) {
        var before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.scale(1, b / a);
        var clear = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
        graphics.setPaint(new RadialGradientPaint(0, 0, (float) a, new float[] {.25f, 1}, new Color[] {color, clear}));
        graphics.fill(new Ellipse2D.Double(-a, -a, 2 * a, 2 * a));
        graphics.setTransform(before);
    }

    private void glow(Graphics2D graphics, Piece piece) {
        var bounds = piece.bounds();
        double r = Math.max(bounds.getWidth(), bounds.getHeight()) * unit * Piece.GLOW;
        int colour = Tones.light(piece.colour().map(c -> c.target().getFirst()).orElse(0xFFE9A0), .3);
        oval(graphics, bounds.getCenterX() * unit, bounds.getCenterY() * unit, r, r, Tones.color(colour, .55));
    }

    private void ripples(Graphics2D graphics, Piece piece, double waterline) {
        var bounds = piece.bounds();
        double x = bounds.getCenterX() * unit;
        double half = bounds.getWidth() * unit * .5;
        for (int i = 0; i < 3; i++) {
            double a = half * (.8 + i * .22);
            var ring = new Ellipse2D.Double(x - a, waterline * unit - a * .07 + i * unit * .006, 2 * a, a * .16);
            graphics.setPaint(Tones.color(0xFFFFFF, .5 - i * .14));
            graphics.setStroke(new java.awt.BasicStroke((float) (unit * (.0065 - i * .0015))));
            graphics.draw(ring);
        }
    }
}
