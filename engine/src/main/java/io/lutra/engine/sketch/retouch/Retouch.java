package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.scene.Composer;
import io.lutra.engine.sketch.scene.Painter;
import io.lutra.engine.sketch.scene.Work;
import io.lutra.imaging.Raster;
import io.lutra.imaging.inpaint.Inpainting;
import java.awt.Rectangle;
import java.util.List;

/**
 * An edit. First the surroundings are continued into the hole, or, where the prompt names a place and most of the picture is
 * to go, that place is painted; then the prompt's subjects are painted into the hole, in the light of what is around; at last
 * their edges are softened towards the hole's border, inside of it. Pixels outside of the hole are never touched.
 */
public final class Retouch implements Work {
    private static final int LAYERS = 3;
    private static final double ALL = .97;
    private static final double MOST = .45;
    private static final double SEAM = .02;

    private final Library library;
    private final Composer composer;
    private final Idea idea;
    private final Raster image;
    private final Hole hole;
    private final long seed;
    private final float seam;
    private final float[] depth;
    private Raster picture;
    private int done;

    /** Borrows the library, the image and the hole, which must be of one size. */
    public Retouch(Library library, Idea idea, Raster image, Hole hole, long seed) {
        this.library = library;
        this.composer = new Composer(library);
        this.idea = idea;
        this.image = image;
        this.hole = hole;
        this.seed = seed;
        this.picture = image;
        this.seam = (float) Math.max(1.5, Math.min(image.width(), image.height()) * SEAM);
        this.depth = hole.depth(seam);
    }

    @Override
    public int layers() {
        return LAYERS;
    }

    @Override
    public void advance() {
        if (hole.pixels() > 0) {
            switch (done) {
                case 0 -> picture = Inpainting.fill(image, hole.marked(), seed);
                case 1 -> place();
                case 2 -> subjects();
                default -> throw new IllegalStateException("all layers are painted");
            }
        }
        done++;
    }

    @Override
    public Raster picture() {
        return picture;
    }

    /** The place that the prompt names, if there is enough room to see it. */
    private void place() {
        if (hole.share() >= ALL) {
            blend(
                    paint(composer.compose(idea, image.width(), image.height(), seed), image.width(), image.height()),
                    0,
                    0);
        } else if (hole.share() >= MOST && idea.backdrop().scene() != Scene.UNSAID) {
            blend(
                    paint(
                            composer.compose(withoutSubjects(), image.width(), image.height(), seed),
                            image.width(),
                            image.height()),
                    0,
                    0);
        }
    }

    private Idea withoutSubjects() {
        return new Idea(
                List.of(),
                List.of(),
                idea.backdrop(),
                idea.styles(),
                idea.moods(),
                idea.framing(),
                List.of(),
                idea.exclusions());
    }

    private void subjects() {
        if (idea.subjects().isEmpty() || hole.share() >= ALL) {
            return;
        }
        var room = room();
        var scene = composer.composeSubjects(idea, light(), room.width, room.height, seed);
        blend(paint(scene, room.width, room.height), room.x, room.y);
    }

    /** The rectangle that the subjects are laid out in: they leave some of it empty, so it may reach over the hole's bounds. */
    private Rectangle room() {
        var bounds = hole.bounds();
        double grow = hole.solidity() > .86 ? 1.22 : 1;
        int width = Math.max(8, (int) Math.round(bounds.width * grow));
        int height = Math.max(8, (int) Math.round(bounds.height * grow));
        return new Rectangle(
                bounds.x + (bounds.width - width) / 2, bounds.y + (bounds.height - height) / 2, width, height);
    }

    /** The light of the kept pixels near the hole: their tint, faintly, and their darkness. */
    private Light light() {
        double red = 0;
        double green = 0;
        double blue = 0;
        int count = 1;
        for (int i = 0; i < hole.marked().length; i += 7) {
            if (hole.marked()[i]) {
                red += (picture.argb()[i] >> 16) & 255;
                green += (picture.argb()[i] >> 8) & 255;
                blue += picture.argb()[i] & 255;
                count++;
            }
        }
        int mean = ((int) (red / count) << 16) | ((int) (green / count) << 8) | (int) (blue / count);
        double dim = Math.clamp((.45 - Tones.luma(mean)) * 1.4, 0, .45);
        int tint = Tones.hsl(Tones.hue(mean), Math.min(1, Tones.saturation(mean)), .86);
        return new Light(Tones.mix(Tones.mix(Tones.WHITE, tint, .3), Tones.BLACK, dim), mean, Tones.dark(mean, .8), .2);
    }

    private Raster paint(io.lutra.engine.sketch.scene.Scene scene, int width, int height) {
        var painter = new Painter(library, scene, width, height);
        for (int i = 0; i < painter.layers(); i++) {
            painter.advance();
        }
        return painter.picture();
    }

    /** Lays a layer over the hole, fading towards its border. */
    private void blend(Raster layer, int left, int top) {
        var argb = picture.argb().clone();
        for (int y = Math.max(0, top); y < Math.min(image.height(), top + layer.height()); y++) {
            for (int x = Math.max(0, left); x < Math.min(image.width(), left + layer.width()); x++) {
                int i = y * image.width() + x;
                int over = layer.argb()[(y - top) * layer.width() + x - left];
                if (hole.marked()[i] && over >>> 24 != 0) {
                    double alpha = (over >>> 24) / 255.0 * Math.min(1, depth[i] / seam);
                    argb[i] = 0xFF000000 | Tones.mix(argb[i] & 0xFFFFFF, over & 0xFFFFFF, alpha);
                }
            }
        }
        picture = new Raster(image.width(), image.height(), argb);
    }
}
