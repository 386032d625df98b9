package io.lutra.engine.sketch.sight;

import java.util.Arrays;

/** A small opaque picture in which drawings are looked for, part by part. Immutable. */
final class Field {
    private static final int BRIGHTNESS = 3;
    private static final int SQUARES = 4;

    private final int side;
    /** Levels of red, green and blue, their sums, and the sums of their squares. */
    private final int[][] planes = new int[5][];
    /** The same, with left and right changed. */
    private final int[][] mirrored = new int[5][];

    Field(Patch picture) {
        side = picture.side();
        int pixels = side * side;
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane] = new int[pixels];
        }
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                int level = Math.round(255 * picture.planes()[channel][i]);
                planes[channel][i] = level;
                planes[BRIGHTNESS][i] += level;
                planes[SQUARES][i] += level * level;
            }
        }
        Arrays.setAll(mirrored, plane -> mirrored(planes[plane]));
    }

    private int[] mirrored(int[] plane) {
        int[] turned = new int[plane.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                turned[y * side + x] = plane[y * side + side - 1 - x];
            }
        }
        return turned;
    }

    int side() {
        return side;
    }

    /**
     * A square part of it.
     *
     * @param left its left edge in pixels of the field
     * @param top its upper edge
     * @param mirror whether left and right change places in it
     */
    Window window(int left, int top, int size, boolean mirror) {
        int[][] from = mirror ? mirrored : planes;
        int begin = top * side + (mirror ? side - size - left : left);
        int pixels = size * size;
        int[] levels = new int[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            copy(from[channel], begin, size, levels, channel * pixels);
        }
        int[] brightness = new int[pixels];
        copy(from[BRIGHTNESS], begin, size, brightness, 0);
        int[] squares = new int[pixels];
        copy(from[SQUARES], begin, size, squares, 0);
        return new Window(levels, brightness, squares, Template.sum(brightness), Template.sum(squares));
    }

    private void copy(int[] plane, int begin, int size, int[] to, int at) {
        for (int y = 0; y < size; y++) {
            System.arraycopy(plane, begin + y * side, to, at + y * size, size);
        }
    }
}
