package io.lutra.imaging.inpaint;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Takes out of a filled hole what nothing outside leads to: a second sun, a tree in the sky. Exemplars copy such things whole
 * when the hole's middle is far from everything that is known. Where the hole has many of them, they are its texture and stay.
 */
/* Implementation note. From the rim of the hole a flood goes inwards over every step of colour that is not an edge. What it
 * does not reach is enclosed by edges: islands. They are filled harmonically, with a margin for their blurred borders. */
final class Islands {
    /** The largest difference of neighbours in any channel that is no edge. */
    private static final float STEP = 9;

    /** The most of the hole that can be islands; beyond, they are its texture. */
    private static final double MOST = .3;

    private static final int MARGIN = 5;

    private Islands() {}

    /** Fills the islands in a plane's filled hole. */
    static void remove(Plane plane) {
        boolean[] islands = unreached(plane);
        int count = count(islands);
        if (count == 0 || count > MOST * plane.holePixels()) {
            return;
        }
        for (int i = 0; i < MARGIN; i++) {
            islands = widened(plane, islands);
        }
        new Plane(plane.width, plane.height, plane.rgb, islands).fillHarmonic();
    }

    private static boolean[] unreached(Plane plane) {
        boolean[] unreached = plane.hole.clone();
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < unreached.length; i++) {
            if (plane.hole[i] && isRim(plane, i)) {
                unreached[i] = false;
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            int from = open.remove();
            for (int to : neighbours(plane, from)) {
                if (to >= 0 && unreached[to] && !isEdge(plane, from, to)) {
                    unreached[to] = false;
                    open.add(to);
                }
            }
        }
        return unreached;
    }

    private static boolean isRim(Plane plane, int pixel) {
        return Arrays.stream(neighbours(plane, pixel)).anyMatch(other -> other >= 0 && !plane.hole[other]);
    }

    private static boolean isEdge(Plane plane, int one, int other) {
        for (int c = 0; c < 3; c++) {
            if (Math.abs(plane.rgb[one * 3 + c] - plane.rgb[other * 3 + c]) > STEP) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] widened(Plane plane, boolean[] islands) {
        boolean[] wider = islands.clone();
        for (int i = 0; i < islands.length; i++) {
            if (islands[i]) {
                for (int to : neighbours(plane, i)) {
                    if (to >= 0 && plane.hole[to]) {
                        wider[to] = true;
                    }
                }
            }
        }
        return wider;
    }

    /** Left, right, above, below; -1 for those outside of the picture. */
    private static int[] neighbours(Plane plane, int pixel) {
        int x = pixel % plane.width;
        return new int[] {
            x > 0 ? pixel - 1 : -1,
            x + 1 < plane.width ? pixel + 1 : -1,
            pixel - plane.width,
            pixel + plane.width < plane.hole.length ? pixel + plane.width : -1
        };
    }

    private static int count(boolean[] pixels) {
        int count = 0;
        for (boolean pixel : pixels) {
            count += pixel ? 1 : 0;
        }
        return count;
    }
}
