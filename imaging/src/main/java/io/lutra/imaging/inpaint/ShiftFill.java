package io.lutra.imaging.inpaint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/*
 * Implementation note. He and Sun, "Statistics of Patch Offsets for Image Completion", ECCV 2012, found that a picture is best
 * continued by a few shifted copies of itself. Here it is one shift for each separate part of the hole: the one by which the part's
 * surroundings repeat themselves best, on either side, and it is taken only if they repeat well. A missing pixel takes the first
 * known one that a few such shifts lead to. What the copies differ by at the border is spread over the part as in Georgiev,
 * "Covariant Derivatives and Vision", ECCV 2006. The search goes over all shifts of a coarse picture, then refines the best.
 */

/** Continues lines, tiles, horizons and textures by shifted copies of what is around, where they fit. */
final class ShiftFill {
    private static final int COARSE_SIDE = 40;
    private static final int BEST_KEPT = 10;
    /** Root mean square, in levels, by which fitting surroundings may always differ from their copies. */
    private static final double FITS = 5;
    /** Likewise, as a part of how much the surroundings vary. */
    private static final double FITS_OF_CONTRAST = .17;

    private ShiftFill() {}

    /** Fills each separate part of the hole for which copies fit, and takes it out of the hole. */
    static void fill(Plane plane) {
        var pyramid = new ArrayList<Plane>();
        pyramid.add(plane);
        while (Math.min(pyramid.getLast().width, pyramid.getLast().height) >= 2 * COARSE_SIDE) {
            pyramid.add(pyramid.getLast().half());
        }
        for (var part : Part.of(plane)) {
            shift(pyramid, part).ifPresent(shift -> ShiftedCopy.of(plane, part, shift.dx, shift.dy));
        }
    }

    /** A shift and what the surroundings differ by: the smaller the better. */
    private record Shift(int dx, int dy, double error) {}

    private static Optional<Shift> shift(List<Plane> pyramid, Part part) {
        int level = pyramid.size() - 1;
        int width = pyramid.getFirst().width;
        var best = coarse(pyramid.get(level), part.coarser(level, width, pyramid.get(level)));
        while (level > 0 && !best.isEmpty()) {
            level--;
            var smaller = part.coarser(level, width, pyramid.get(level));
            var ring = new Ring(pyramid.get(level), smaller);
            var finer = new ArrayList<Shift>();
            for (var shift : best) {
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        add(ring, smaller, 2 * shift.dx + dx, 2 * shift.dy + dy, finer);
                    }
                }
            }
            best = best(finer);
        }
        var plane = pyramid.getFirst();
        double most = Math.max(FITS, new Ring(plane, part).contrast() * FITS_OF_CONTRAST);
        return best.stream()
                .filter(shift -> shift.error < most * most && ShiftedCopy.isPossible(plane, part, shift.dx, shift.dy))
                .findFirst();
    }

    private static List<Shift> coarse(Plane plane, Part part) {
        var ring = new Ring(plane, part);
        var found = new ArrayList<Shift>();
        int least = Math.max(2, part.side() / 3);
        for (int dy = -plane.height / 2; dy <= plane.height / 2; dy++) {
            for (int dx = 0; dx <= plane.width * 3 / 4; dx++) {
                if (dx * dx + dy * dy >= least * least) {
                    add(ring, part, dx, dy, found);
                }
            }
        }
        return best(found);
    }

    private static void add(Ring ring, Part part, int dx, int dy, List<Shift> to) {
        double error = ring.difference(dx, dy);
        if (error < Double.MAX_VALUE) {
            double rise = Math.abs(dy) / (double) ring.plane().height;
            double copies = part.side() / Math.hypot(dx, dy);
            to.add(new Shift(dx, dy, error * (1 + .1 * copies) + 6 * rise + copies));
        }
    }

    /** The best ones, of those that lie close together only one. */
    private static List<Shift> best(List<Shift> shifts) {
        var best = new ArrayList<Shift>();
        shifts.sort(Comparator.comparingDouble(Shift::error));
        for (var shift : shifts) {
            if (best.stream().noneMatch(b -> Math.abs(b.dx - shift.dx) < 2 && Math.abs(b.dy - shift.dy) < 2)) {
                best.add(shift);
            }
            if (best.size() == BEST_KEPT) {
                break;
            }
        }
        return best;
    }
}
