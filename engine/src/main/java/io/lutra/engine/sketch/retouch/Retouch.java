package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.scene.Composer;
import io.lutra.engine.sketch.scene.Painter;
import io.lutra.engine.sketch.scene.Scene;
import io.lutra.engine.sketch.scene.Sitter;
import io.lutra.engine.sketch.scene.Work;
import io.lutra.engine.sketch.sight.Likeness;
import io.lutra.imaging.Raster;
import io.lutra.imaging.inpaint.Inpainting;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * An edit. First the surroundings are continued into the hole, or, where the prompt names a place and most of the picture is
 * to go, that place is painted; then what the prompt adds is painted into the hole, in the light of what is around; at last its
 * edges are softened towards the hole's border, inside of it. Pixels outside of the hole are never touched.
 */
public final class Retouch implements Work {
    private static final int LAYERS = 3;
    private static final double MOST = .75;
    private static final double SEAM = .012;
    private static final double SHADOW = .22;

    private final Library library;
    private final Composer composer;
    private final Assignment assignment;
    private final Raster image;
    private final Hole hole;
    private final long seed;
    private final float seam;
    private final float[] depth;
    private Raster picture;
    private int done;

    /** Borrows the library; draws picture {@code seed} of the assignment. */
    public Retouch(Library library, Assignment assignment, long seed) {
        this.library = library;
        this.composer = new Composer(library);
        this.assignment = assignment;
        this.image = assignment.image();
        this.hole = assignment.hole();
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
                case 0 -> surroundings();
                case 1 -> place();
                case 2 -> additions();
                default -> throw new IllegalStateException("all layers are painted");
            }
        }
        done++;
    }

    @Override
    public Raster picture() {
        return picture;
    }

    /** What is around the hole, but for the things that end there, continued into it. */
    private void surroundings() {
        var veil = Veil.over(image, hole, assignment.present(), library);
        picture = Inpainting.fill(image, hole.marked(), veil, seed);
    }

    /** The place that the prompt names, if there is enough room to see it. */
    private void place() {
        var idea = assignment.idea();
        if (assignment.commission() instanceof Commission.Everything) {
            blend(paint(composer.compose(idea, image.width(), image.height(), seed)));
        } else if (assignment.commission() instanceof Commission.Ground) {
            picture = new Stage(library, idea, image, hole, seed).on(picture);
        } else if (hole.share() >= MOST && idea.backdrop().scene() != Backdrop.Scene.UNSAID) {
            blend(paint(composer.compose(withSubjects(idea, List.of()), image.width(), image.height(), seed)));
        }
    }

    private static Idea withSubjects(Idea idea, List<Subject> subjects) {
        return new Idea(
                subjects,
                List.of(),
                idea.backdrop(),
                idea.styles(),
                idea.moods(),
                idea.framing(),
                List.of(),
                idea.exclusions());
    }

    private void additions() {
        switch (assignment.commission()) {
            case Commission.Everything() -> {}
            case Commission.Nothing(), Commission.Ground() -> restore();
            case Commission.Dressed(var subject, var entry, var likeness) -> blend(dressed(subject, entry, likeness));
            case Commission.Attire(var worn) -> attire(worn);
            case Commission.Subjects(var idea) -> subjects(idea);
        }
    }

    /** What the hole hid of the things that are there. */
    private void restore() {
        for (var seen : assignment.present()) {
            if (seen.goesOnInto(hole, library, image)) {
                var bare = new Subject(seen.subject().thing(), List.of(), List.of(), Subject.Placement.ANYWHERE);
                lay(dressed(bare, seen.entry(), seen.likeness()), 0);
            }
        }
    }

    private Raster dressed(Subject subject, Entry entry, Likeness likeness) {
        double unit = Math.min(image.width(), image.height());
        var place = AffineTransform.getScaleInstance(1 / unit, 1 / unit);
        place.concatenate(likeness.place().transform());
        var look = likeness.look();
        var sitter = new Sitter(entry, look.figure(), look.colour(), place, light(likeness.light()));
        var spot = new Spot(hole);
        return paint(composer.composeDressed(
                subject,
                sitter,
                box -> spot.inside(new Rectangle2D.Double(
                        box.getX() * unit, box.getY() * unit, box.getWidth() * unit, box.getHeight() * unit)),
                image.width(),
                image.height(),
                seed));
    }

    private void attire(Subject.Worn worn) {
        var subject = new Subject(worn.thing(), List.of(), List.of(), Subject.Placement.ANYWHERE);
        var idea = withSubjects(assignment.idea(), List.of(subject));
        var scene = composer.composeSubjects(idea, light(hole), hole.bounds().width, hole.bounds().height, seed);
        if (scene.placed().isEmpty()) {
            return;
        }
        var bounds = hole.bounds();
        double aspect = scene.bounds().getWidth() / scene.bounds().getHeight();
        var crossing = new Rim(image, hole).crossing();
        Rectangle2D frame;
        if (worn.place() == Subject.Place.HEAD && crossing.width() > 0) {
            double width = Math.min(bounds.width * .96, crossing.width() * 1.25);
            width = Math.min(width, bounds.height * .96 * aspect);
            double x = Math.clamp(crossing.middle() - width / 2, bounds.x, bounds.x + bounds.width - width);
            double height = width / aspect;
            frame = new Rectangle2D.Double(x, bounds.y + bounds.height - height, width, height);
        } else {
            frame = new Spot(hole).of(aspect, worn.place() == Subject.Place.HEAD);
        }
        blend(paint(scene.fittedInto(inUnits(frame), widthInUnits(), heightInUnits())));
    }

    private void subjects(Idea idea) {
        int n = 0;
        for (var part : hole.mainParts()) {
            var share = assignment.share(idea, n, hole.mainParts().size());
            if (!share.subjects().isEmpty()) {
                subjects(share, part, seed + n * 7919L);
            }
            n++;
        }
    }

    private void subjects(Idea idea, Hole part, long seed) {
        var bounds = part.bounds();
        var scene = composer.composeSubjects(idea, light(part), bounds.width, bounds.height, seed);
        if (scene.placed().isEmpty()) {
            return;
        }
        double aspect = scene.bounds().getWidth() / scene.bounds().getHeight();
        double size = idea.subjects().size() == 1
                ? size(idea.subjects().getFirst().thing().look())
                : 1;
        var frame = new Spot(part).of(aspect, scene.stands());
        double width = frame.getWidth() * size;
        double height = frame.getHeight() * size;
        double y = scene.stands() ? frame.getMaxY() - height : frame.getCenterY() - height / 2;
        var sized = new Rectangle2D.Double(frame.getCenterX() - width / 2, y, width, height);
        blend(paint(scene.fittedInto(inUnits(sized), widthInUnits(), heightInUnits())));
    }

    /** A hole tells how large a thing should be; the prompt may still want it smaller. */
    private static double size(Look look) {
        return Math.min(1, Math.sqrt(look.size().scale()));
    }

    private Rectangle2D inUnits(Rectangle2D frame) {
        double unit = Math.min(image.width(), image.height());
        return new Rectangle2D.Double(
                frame.getX() / unit, frame.getY() / unit, frame.getWidth() / unit, frame.getHeight() / unit);
    }

    private double widthInUnits() {
        return (double) image.width() / Math.min(image.width(), image.height());
    }

    private double heightInUnits() {
        return (double) image.height() / Math.min(image.width(), image.height());
    }

    /** The light of what has been painted into the hole: its tint, faintly, and its darkness. */
    private Light light(Hole part) {
        double red = 0;
        double green = 0;
        double blue = 0;
        int count = 1;
        for (int i = 0; i < part.marked().length; i += 7) {
            if (part.marked()[i]) {
                red += (picture.argb()[i] >> 16) & 255;
                green += (picture.argb()[i] >> 8) & 255;
                blue += picture.argb()[i] & 255;
                count++;
            }
        }
        int mean = ((int) (red / count) << 16) | ((int) (green / count) << 8) | (int) (blue / count);
        double dim = Math.clamp((.36 - Tones.luma(mean)) * 1.2, 0, .4);
        int tint = Tones.hsl(Tones.hue(mean), Math.min(1, Tones.saturation(mean)), .86);
        return new Light(
                Tones.mix(Tones.mix(Tones.WHITE, tint, .25), Tones.BLACK, dim), mean, Tones.dark(mean, .8), SHADOW);
    }

    private static Light light(double[] gain) {
        int colour = 0;
        for (double channel : gain) {
            colour = (colour << 8) | Math.clamp(Math.round(channel * 255), 0, 255);
        }
        return new Light(Tones.light(colour, .04), Tones.WHITE, Tones.BLACK, 0);
    }

    private Raster paint(Scene scene) {
        var painter = new Painter(library, scene, image.width(), image.height());
        for (int i = 0; i < painter.layers(); i++) {
            painter.advance();
        }
        return painter.picture();
    }

    /** Lays a layer over the hole, fading towards its border. */
    private void blend(Raster layer) {
        lay(layer, seam);
    }

    private void lay(Raster layer, float seam) {
        var argb = picture.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            int over = layer.argb()[i];
            if (hole.marked()[i] && over >>> 24 != 0) {
                double alpha = (over >>> 24) / 255.0 * (seam == 0 ? 1 : Math.min(1, depth[i] / seam));
                argb[i] = 0xFF000000 | Tones.mix(argb[i] & 0xFFFFFF, over & 0xFFFFFF, alpha);
            }
        }
        picture = new Raster(image.width(), image.height(), argb);
    }
}
