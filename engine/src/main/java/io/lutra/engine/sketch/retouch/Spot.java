package io.lutra.engine.sketch.retouch;

import java.awt.geom.Rectangle2D;

/** Finds where in a hole a thing of given proportions is best put. Confined to one thread. */
final class Spot {
    /** The part of a thing's rectangle that must be inside of the hole: its corners are mostly empty. */
    private static final double INSIDE = .94;

    private static final double LARGEST = .9;
    private static final double SMALLER = .95;
    private static final int TRIES = 30;
    private static final int GRID = 24;

    private final Hole hole;
    private final int[][] sums;

    Spot(Hole hole) {
        this.hole = hole;
        this.sums = new int[hole.height() + 1][hole.width() + 1];
        for (int y = 0; y < hole.height(); y++) {
            for (int x = 0; x < hole.width(); x++) {
                int marked = hole.marked()[y * hole.width() + x] ? 1 : 0;
                sums[y + 1][x + 1] = sums[y][x + 1] + sums[y + 1][x] - sums[y][x] + marked;
            }
        }
    }

    /** How much of a rectangle, in pixels, is inside of the hole, 0 to 1; what is outside of the picture counts as inside. */
    double inside(Rectangle2D box) {
        int left = Math.clamp(Math.round(box.getMinX()), 0, hole.width());
        int top = Math.clamp(Math.round(box.getMinY()), 0, hole.height());
        int right = Math.clamp(Math.round(box.getMaxX()), left, hole.width());
        int bottom = Math.clamp(Math.round(box.getMaxY()), top, hole.height());
        int area = (right - left) * (bottom - top);
        int marked = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
        return area == 0 ? 0 : (double) marked / area;
    }

    /**
     * The largest sensible rectangle, in pixels.
     *
     * @param aspect width by height of the thing
     * @param stands whether it stands, low in the hole, or hangs, in its middle
     */
    Rectangle2D of(double aspect, boolean stands) {
        var bounds = hole.bounds();
        double height = LARGEST * Math.min(bounds.height, bounds.width / aspect);
        for (int i = 0; i < TRIES; i++) {
            var best = best(height * aspect, height, stands);
            if (inside(best) >= INSIDE) {
                return best;
            }
            height *= SMALLER;
        }
        return best(height * aspect, height, stands);
    }

    /** Of the rectangles of this size the one that is most inside; if several are, low or in the middle. */
    private Rectangle2D best(double width, double height, boolean stands) {
        var bounds = hole.bounds();
        double slackX = Math.max(0, bounds.width - width);
        double slackY = Math.max(0, bounds.height - height);
        double wanted = stands ? Math.max(.5, 1 - .05 * bounds.height / Math.max(1, slackY)) : .5;
        Rectangle2D best = new Rectangle2D.Double(bounds.x, bounds.y, width, height);
        double most = -1;
        for (int row = 0; row <= GRID; row++) {
            for (int column = 0; column <= GRID; column++) {
                double u = (double) column / GRID;
                double v = (double) row / GRID;
                var box = new Rectangle2D.Double(bounds.x + u * slackX, bounds.y + v * slackY, width, height);
                double miss = Math.abs(u - .5) * slackX / bounds.width + Math.abs(v - wanted) * slackY / bounds.height;
                double value = Math.min(INSIDE, inside(box)) - .05 * miss;
                if (value > most) {
                    most = value;
                    best = box;
                }
            }
        }
        return best;
    }
}
