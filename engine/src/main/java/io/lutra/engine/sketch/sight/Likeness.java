package io.lutra.engine.sketch.sight;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.sight.Probe.Look;
import io.lutra.engine.sketch.sight.Probe.Place;
import io.lutra.imaging.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A drawing of the library found in a picture, exactly where it is.
 *
 * @param look the drawing
 * @param place in pixels of the picture
 * @param score how alike, to 1
 * @param evidence how much of the drawing's contrast is in what is alike, to 1
 * @param light by what the picture's light multiplies its colours: red, green, blue
 */
public record Likeness(Look look, Place place, double score, double evidence, double[] light) {
    /** Side, in pixels, at which drawings are looked for. */
    private static final int COARSE = 22;

    private static final double STEP = 1.16;
    private static final double SMALLEST = .2;
    private static final double LARGEST = 1.5;
    private static final double TILT = Math.toRadians(5);
    private static final int FOLLOWED = 50;
    private static final int FINALISTS = 5;
    private static final int MOST_POINTS = 1500;
    private static final double HOPEFUL = .35;
    private static final double ALIKE = .5;
    private static final double DARKEST = .3;
    private static final double BRIGHTEST = 1.08;
    /** The least ratio of the channels of a light. */
    private static final double PALEST = .6;

    private static final double MOST_TILT = Math.toRadians(20);
    private static final double EVIDENT = .6;

    /**
     * Finds the one of the drawings that is surely in the picture, outside of the hole or partly inside; the likest if several.
     *
     * @param hole {@code hole[y * width + x]}: what of the picture must not be looked at
     */
    public static Optional<Likeness> find(Library library, List<Look> looks, Raster image, boolean[] hole) {
        double unit = Math.min(image.width(), image.height());
        var base = Thumb.of(image, hole, Math.min(1, 2 * COARSE / SMALLEST / unit));
        double baseScale = (double) base.width() / image.width();
        var found = new ArrayList<Likeness>();
        for (double size = SMALLEST; size < LARGEST; size *= STEP) {
            var thumb = base.smaller(Math.min(1, COARSE / (size * unit * baseScale)));
            double exact = (double) thumb.width() / image.width();
            for (var look : looks) {
                var probe = Probe.of(library, look, COARSE, 80);
                for (int flip = 0; flip < (look.figure().mirrorable() ? 2 : 1); flip++) {
                    var best = scan(probe, thumb, new Place(0, 0, size * unit * exact, 0, flip == 1), look);
                    if (best.score > HOPEFUL) {
                        found.add(best.at(best.place.scaled(1 / exact), best.score));
                    }
                }
            }
        }
        var byScore = Comparator.comparingDouble(Likeness::score).reversed();
        return found.stream()
                .sorted(byScore)
                .limit(FOLLOWED)
                .map(likeness -> likeness.refined(library, base, image.width(), 2 * COARSE))
                .filter(likeness -> likeness.isPlausible(image))
                .sorted(byScore)
                .limit(FINALISTS)
                .map(likeness -> likeness.refined(library, image, hole, 4 * COARSE))
                .map(likeness -> likeness.refined(library, image, hole, 16 * COARSE))
                .filter(likeness -> likeness.isPlausible(image) && likeness.score > ALIKE)
                .max(Comparator.comparingDouble(Likeness::score));
    }

    /** The drawing where it was sighted from afar, seen nearer; empty if from near it is not like it. */
    static Optional<Likeness> confirm(Library library, Sighting sighting, Raster image) {
        var nothing = new boolean[image.argb().length];
        double side = sighting.side() * image.width();
        double x = sighting.x() * image.width() + side / 2;
        double y = (sighting.y() + sighting.side() / 2) * image.height();
        var look = new Look(sighting.figure(), Optional.empty());
        var place = new Place(x, y, side, 0, sighting.mirrored());
        return Optional.of(new Likeness(look, place, 0, 0, new double[3]).refined(library, image, nothing, COARSE))
                .filter(likeness -> likeness.score > HOPEFUL)
                .map(likeness -> likeness.refined(library, image, nothing, 2 * COARSE))
                .filter(likeness -> likeness.score > ALIKE)
                .map(likeness -> likeness.refined(library, image, nothing, 6 * COARSE))
                .filter(likeness -> likeness.isPlausible(image) && likeness.score > ALIKE);
    }

    private Likeness at(Place place, double score) {
        return new Likeness(look, place, score, evidence, light);
    }

    private boolean isPlausible(Raster image) {
        double weakest = Math.min(light[0], Math.min(light[1], light[2]));
        double strongest = Math.max(light[0], Math.max(light[1], light[2]));
        boolean isLight = weakest > DARKEST && strongest < BRIGHTEST && weakest > strongest * PALEST;
        boolean isInside = place.x() > 0 && place.y() > 0 && place.x() < image.width() && place.y() < image.height();
        return isLight && isInside && Math.abs(place.tilt()) < MOST_TILT && evidence > EVIDENT;
    }

    private static Likeness scan(Probe probe, Thumb thumb, Place pose, Look look) {
        var best = new Likeness(look, pose, -1, 0, new double[3]);
        for (int turn = -1; turn <= 1; turn++) {
            for (double y = 0; y <= thumb.height(); y += 2) {
                for (double x = 0; x <= thumb.width(); x += 2) {
                    var place = new Place(x, y, pose.side(), turn * TILT, pose.mirrored());
                    double score = probe.likeness(thumb, place, best.score * .6);
                    if (score > best.score) {
                        best = best.at(place, score);
                    }
                }
            }
        }
        return best;
    }

    /** The best place nearby, seen so near that the drawing is about that many pixels wide. */
    private Likeness refined(Library library, Raster image, boolean[] hole, int side) {
        return refined(library, Thumb.of(image, hole, Math.min(1, side / place.side())), image.width(), side);
    }

    private Likeness refined(Library library, Thumb base, int width, int side) {
        var thumb = base.smaller(Math.min(1, side / (place.side() * base.width() / width)));
        double exact = (double) thumb.width() / width;
        int detail = (int) Math.clamp(Math.ceil(place.side() * exact), 8, side);
        var probe = Probe.of(library, look, detail, Math.min(MOST_POINTS, side * 8));
        var from = place.scaled(exact);
        var seen = probe.light(thumb, from);
        var best = climb(probe, thumb, from, seen);
        seen = probe.light(thumb, best);
        return new Likeness(
                look,
                best.scaled(1 / exact),
                probe.agreement(thumb, best, seen),
                probe.evidence(thumb, best, seen),
                seen);
    }

    private static Place climb(Probe probe, Thumb thumb, Place from, double[] light) {
        var best = from;
        double score = probe.agreement(thumb, best, light);
        for (double step = 2; step >= .12; step /= 2) {
            boolean improves = true;
            for (int round = 0; improves && round < 12; round++) {
                improves = false;
                for (var next : neighbours(best, step)) {
                    double candidate = probe.agreement(thumb, next, light);
                    if (candidate > score) {
                        score = candidate;
                        best = next;
                        improves = true;
                    }
                }
            }
        }
        return best;
    }

    private static List<Place> neighbours(Place p, double step) {
        double turn = step / p.side() * 1.6;
        return List.of(
                new Place(p.x() - step, p.y(), p.side(), p.tilt(), p.mirrored()),
                new Place(p.x() + step, p.y(), p.side(), p.tilt(), p.mirrored()),
                new Place(p.x(), p.y() - step, p.side(), p.tilt(), p.mirrored()),
                new Place(p.x(), p.y() + step, p.side(), p.tilt(), p.mirrored()),
                new Place(p.x(), p.y(), p.side() - step, p.tilt(), p.mirrored()),
                new Place(p.x(), p.y(), p.side() + step, p.tilt(), p.mirrored()),
                new Place(p.x(), p.y(), p.side(), p.tilt() - turn, p.mirrored()),
                new Place(p.x(), p.y(), p.side(), p.tilt() + turn, p.mirrored()));
    }
}
