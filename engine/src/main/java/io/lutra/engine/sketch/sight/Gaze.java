package io.lutra.engine.sketch.sight;

import io.lutra.imaging.Raster;
import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what stands out of a picture: areas of other colours than most of their row has, for places lie in layers, sky above land.
 * Stateless.
 */
final class Gaze {
    private static final int SIDE = 64;
    /** The mean difference of a channel from its row, of 1, that stands out. */
    private static final double OUT = .1;
    /** Side, as a part of the picture's, below which something is no main thing, and from which on it is the picture. */
    private static final double SMALLEST = .22;

    private static final double LARGEST = .8;
    /** How much around it is looked at with it. */
    private static final double AROUND = 1.3;

    private Gaze() {}

    /** The squares to look at more closely, in pixels, at most so many, the most striking first. */
    static List<Rectangle> at(Raster picture, int most) {
        var small = Patch.of(picture, SIDE);
        var stands = new boolean[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            mark(small, y, stands);
        }
        var found = new ArrayList<Area>();
        for (int i = 0; i < stands.length; i++) {
            if (stands[i]) {
                found.add(area(i, stands));
            }
        }
        double unit = Math.min(picture.width(), picture.height());
        return found.stream()
                .sorted(Comparator.comparingDouble(Area::weight).reversed())
                .filter(area -> area.side() >= SMALLEST * SIDE && area.side() < LARGEST * SIDE)
                .limit(most)
                .map(area -> area.square(picture.width(), picture.height(), unit))
                .toList();
    }

    private static void mark(Patch small, int y, boolean[] stands) {
        var medians = new float[3];
        var row = new float[SIDE];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(small.planes()[c], y * SIDE, row, 0, SIDE);
            Arrays.sort(row);
            medians[c] = row[SIDE / 2];
        }
        for (int x = 0; x < SIDE; x++) {
            double difference = 0;
            for (int c = 0; c < 3; c++) {
                difference += Math.abs(small.planes()[c][y * SIDE + x] - medians[c]);
            }
            stands[y * SIDE + x] = difference > 3 * OUT;
        }
    }

    /** A connected area, which is taken out of the mask. */
    private static Area area(int start, boolean[] stands) {
        var queue = new ArrayDeque<Integer>(List.of(start));
        var box = new Rectangle(start % SIDE, start / SIDE, 1, 1);
        int count = 0;
        stands[start] = false;
        while (!queue.isEmpty()) {
            int i = queue.remove();
            int x = i % SIDE;
            int y = i / SIDE;
            box.add(new Rectangle(x, y, 1, 1));
            count++;
            for (int v = Math.max(0, y - 1); v < Math.min(SIDE, y + 2); v++) {
                for (int u = Math.max(0, x - 1); u < Math.min(SIDE, x + 2); u++) {
                    if (stands[v * SIDE + u]) {
                        stands[v * SIDE + u] = false;
                        queue.add(v * SIDE + u);
                    }
                }
            }
        }
        return new Area(box, count);
    }

    private record Area(Rectangle box, int pixels) {
        int side() {
            return Math.max(box.width, box.height);
        }

        /** Large, and not cut by the picture's edge. */
        double weight() {
            boolean isCut = box.x == 0 || box.getMaxX() == SIDE;
            return pixels * (isCut ? .4 : 1);
        }

        Rectangle square(int width, int height, double unit) {
            double wide = (double) box.width * width / SIDE;
            double high = (double) box.height * height / SIDE;
            int side = (int) Math.min(unit, AROUND * Math.max(wide, high));
            int x = (int) (box.getCenterX() * width / SIDE - side / 2.0);
            int y = (int) (box.getCenterY() * height / SIDE - side / 2.0);
            return new Rectangle(Math.clamp(x, 0, width - side), Math.clamp(y, 0, height - side), side, side);
        }
    }
}
