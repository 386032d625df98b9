package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.scene.Composer;
import io.lutra.engine.sketch.scene.Painter;
import io.lutra.engine.sketch.scene.Scene;
import io.lutra.engine.sketch.sight.Thumb;
import io.lutra.imaging.Raster;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A place painted into a hole, at the hour that the rest of the picture shows. What is around goes over into it in an uneven line,
 * as a shore does.
 */
final class Stage {
    private static final int SMALL = 64;
    /** The mean difference of a channel, of 1, below which a hole shows the place already. */
    private static final double SAME = .07;
    /** The difference of a channel, of 1, from which on it is not the place that is seen but some thing in it. */
    private static final double OTHER = .15;
    /** How far from the border, as a part of the picture's smaller side, the place begins at most, and how softly. */
    private static final double UNEVEN = .045;

    private static final double SOFT = .01;

    private final Library library;
    private final Composer composer;
    private final Idea idea;
    private final Raster image;
    private final Hole hole;
    private final long seed;

    /**
     * Borrows the library.
     *
     * @param idea names the place; its subjects are left out
     */
    Stage(Library library, Idea idea, Raster image, Hole hole, long seed) {
        this.library = library;
        this.composer = new Composer(library);
        this.idea = idea;
        this.image = image;
        this.hole = hole;
        this.seed = seed;
    }

    /** The picture with the place in the hole; unchanged if the hole looks like the place as it is. */
    Raster on(Raster picture) {
        var time = idea.backdrop().time() == Time.UNSAID
                ? nearestTime()
                : idea.backdrop().time();
        if (difference(picture, time, true) < SAME) {
            return picture;
        }
        var place = paint(time, image.width(), image.height());
        double unit = Math.min(image.width(), image.height());
        var depth = hole.depth((float) (unit * (UNEVEN + SOFT)));
        var wave = new Wave(new Dice(seed).fork("shore"), unit);
        var argb = picture.argb().clone();
        for (int i = 0; i < argb.length; i++) {
            if (hole.marked()[i]) {
                double border = UNEVEN * unit * wave.at(i % image.width(), Math.floorDiv(i, image.width()));
                double alpha = Math.clamp((depth[i] - border) / (SOFT * unit), 0, 1);
                argb[i] = 0xFF000000 | Tones.mix(argb[i] & 0xFFFFFF, place.argb()[i] & 0xFFFFFF, alpha);
            }
        }
        return new Raster(image.width(), image.height(), argb);
    }

    private Time nearestTime() {
        return Arrays.stream(Time.values())
                .filter(time -> time != Time.UNSAID)
                .min(Comparator.comparingDouble(time -> difference(image, time, false)))
                .orElseThrow();
    }

    /** How much a picture differs from the place, inside of the hole or outside: mean of a channel, of 1; things do not count much. */
    private double difference(Raster picture, Time time, boolean inside) {
        var hidden = hole.marked().clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= inside;
        }
        var seen = Thumb.of(picture, hidden, Math.min(1, (double) SMALL / Math.min(image.width(), image.height())));
        var place = paint(time, seen.width(), seen.height());
        double sum = 0;
        int count = 0;
        for (int i = 0; i < seen.known().length; i++) {
            if (seen.known()[i]) {
                double miss = 0;
                for (int c = 0; c < 3; c++) {
                    miss += Math.abs(seen.rgb()[i * 3 + c] - ((place.argb()[i] >> (16 - 8 * c)) & 255));
                }
                sum += Math.min(OTHER, miss / (3 * 255));
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    private Raster paint(Time time, int width, int height) {
        var said = idea.backdrop();
        var backdrop = new Backdrop(said.scene(), said.colours(), time, said.weather(), said.season(), said.features());
        var empty = new Idea(
                List.of(),
                List.of(),
                backdrop,
                idea.styles(),
                idea.moods(),
                Idea.Framing.UNSAID,
                List.of(),
                idea.exclusions());
        var scene = composer.compose(empty, width, height, seed);
        var bare = new Scene(scene.width(), scene.height(), scene.scenery(), List.of(), scene.styles(), scene.seed());
        var painter = new Painter(library, bare, width, height);
        for (int i = 0; i < painter.layers(); i++) {
            painter.advance();
        }
        return painter.picture();
    }

    /** A smooth uneven surface, 0 to 1. */
    private static final class Wave {
        private static final double[] LENGTHS = {.46, .23, .11};

        private final double[] phases = new double[2 * LENGTHS.length];
        private final double unit;

        Wave(Dice dice, double unit) {
            this.unit = unit;
            for (int i = 0; i < phases.length; i++) {
                phases[i] = dice.unit() * 2 * Math.PI;
            }
        }

        double at(int x, int y) {
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < LENGTHS.length; i++) {
                double turn = 2 * Math.PI / (LENGTHS[i] * unit);
                double share = LENGTHS[i];
                sum += share * Math.sin(x * turn + phases[2 * i]) * Math.cos(y * turn * .5 + phases[2 * i + 1]);
                weight += share;
            }
            return .5 + .5 * sum / weight;
        }
    }
}
