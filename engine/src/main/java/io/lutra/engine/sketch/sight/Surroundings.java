package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.backdrop.Scenery;
import io.lutra.engine.sketch.backdrop.Setting;
import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Backdrop;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.imaging.Raster;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells in what kind of place a picture was drawn, by comparing what is around the things seen with every place that can be
 * painted. Immutable, safe to share.
 */
final class Surroundings {
    private static final int CELLS = 8;
    /** Difference of a colour channel, of 1, up to which a place is recognised. */
    private static final double NEAR = 0.09;
    /** The same in a single row of cells: another ground or sky is another place. */
    private static final double NEAR_IN_A_ROW = 0.2;

    /** Mean distance of a channel from its mean, of 1, below which there is a ground but no place. */
    private static final double PLAIN = 0.05;

    private static final int PAINTED = 64;
    private static final int TRIES = 3;

    private final List<Place> places;

    private Surroundings(List<Place> places) {
        this.places = places;
    }

    private record Place(Scene scene, Time time, Patch look) {}

    /** Paints every place at every time of day, small. */
    static Surroundings learn() {
        List<Place> places = new ArrayList<>();
        for (Scene scene : Scene.values()) {
            if (scene != Scene.UNSAID && scene != Scene.PLAIN) {
                for (Time time : Time.values()) {
                    if (time != Time.UNSAID) {
                        for (int seed = 0; seed < TRIES; seed++) {
                            places.add(new Place(scene, time, painted(scene, time, seed)));
                        }
                    }
                }
            }
        }
        return new Surroundings(places);
    }

    private static Patch painted(Scene scene, Time time, int seed) {
        var setting = new Setting(
                scene, time, Weather.UNSAID, Season.SUMMER, Set.of(), List.of(), 0x808080, Set.of(), Set.of());
        var image = new BufferedImage(PAINTED, PAINTED, BufferedImage.TYPE_INT_ARGB);
        var scenery = Scenery.of(setting, new Dice(seed));
        var brush = new Brush(image, new Dice(seed));
        scenery.far(brush);
        scenery.near(brush);
        brush.lift();
        return Patch.of(Raster.of(image), CELLS);
    }

    /** The place around the things seen: a known one, or a plain ground in the picture's own colours. */
    Backdrop around(Raster picture, List<Sighting> seen) {
        Patch look = Patch.of(picture, CELLS);
        boolean[] free = free(seen);
        Place best = null;
        double least = NEAR;
        for (Place place : isPlain(look, free) ? List.<Place>of() : places) {
            double difference = difference(look, place.look(), free);
            if (difference < least) {
                least = difference;
                best = place;
            }
        }
        if (best != null) {
            return new Backdrop(best.scene(), List.of(), best.time(), Weather.UNSAID, Season.UNSAID);
        }
        var colours = List.of(colour(look, free, 0), colour(look, free, CELLS - 2));
        return new Backdrop(Scene.PLAIN, colours, Time.UNSAID, Weather.UNSAID, Season.UNSAID);
    }

    private static boolean[] free(List<Sighting> seen) {
        boolean[] free = new boolean[CELLS * CELLS];
        for (int i = 0; i < free.length; i++) {
            double x = (i % CELLS + 0.5) / CELLS;
            double y = (double) Math.floorDiv(i, CELLS) / CELLS + 0.5 / CELLS;
            free[i] = seen.stream()
                    .noneMatch(s -> x > s.x() && x < s.x() + s.side() && y > s.y() && y < s.y() + s.side());
        }
        return free;
    }

    private static boolean isPlain(Patch look, boolean[] free) {
        var cells = IntStream.range(0, free.length).filter(i -> free[i]).toArray();
        double sum = 0;
        for (float[] plane : look.planes()) {
            double mean =
                    Arrays.stream(cells).mapToDouble(i -> plane[i]).average().orElse(0);
            sum += Arrays.stream(cells)
                    .mapToDouble(i -> Math.abs(plane[i] - mean))
                    .sum();
        }
        return sum <= PLAIN * look.planes().length * cells.length;
    }

    /**
     * Mean over the rows of the middle difference of a channel in the row's free cells, so that trees and clouds do not count; 1 where a
     * row differs too much, or nothing is free.
     */
    private static double difference(Patch one, Patch other, boolean[] free) {
        double sum = 0;
        int count = 0;
        var cells = new double[CELLS];
        for (int row = 0; row < CELLS; row++) {
            int inRow = 0;
            for (int i = row * CELLS; i < (row + 1) * CELLS; i++) {
                if (free[i]) {
                    cells[inRow] = 0;
                    for (int channel = 0; channel < 3; channel++) {
                        cells[inRow] += Math.abs(one.planes()[channel][i] - other.planes()[channel][i]) / 3;
                    }
                    inRow++;
                }
            }
            if (inRow > 0) {
                Arrays.sort(cells, 0, inRow);
                double ofRow = cells[inRow / 2];
                if (ofRow > NEAR_IN_A_ROW) {
                    return 1;
                }
                sum += ofRow;
                count++;
            }
        }
        return count == 0 ? 1 : sum / count;
    }

    /** The mean of two rows of cells, without the things seen as far as possible. */
    private static Colour colour(Patch look, boolean[] free, int row) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double weight = 0;
            for (int i = row * CELLS; i < (row + 2) * CELLS; i++) {
                double w = free[i] ? 1 : 0.001;
                sum += w * look.planes()[channel][i];
                weight += w;
            }
            rgb = rgb << 8 | (int) Math.round(255 * sum / weight);
        }
        return new Colour("seen", rgb);
    }
}
