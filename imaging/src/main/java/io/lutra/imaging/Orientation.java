package io.lutra.imaging;

import java.util.Optional;

/**
 * How a stored picture is to be turned for showing: the values 1 to 8 of the Exif tag Orientation, in order (JEITA CP-3451,
 * 4.6.4 A).
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(true, false, false),
    TURNED_180(true, true, false),
    FLIPPED(false, true, false),
    TRANSPOSED(false, false, true),
    TURNED_90(false, true, true),
    TRANSVERSED(true, true, true),
    TURNED_270(true, false, true);

    private static final Orientation[] BY_TAG = values();

    private final boolean fromRight;
    private final boolean fromBottom;
    private final boolean swapped;

    /**
     * Where the shown pixel (x, y) is stored: with the axes swapped first if so said, then counted from the other side.
     */
    Orientation(boolean fromRight, boolean fromBottom, boolean swapped) {
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
        this.swapped = swapped;
    }

    /** The orientation of a value of the tag, if it is one. */
    static Optional<Orientation> ofTag(int value) {
        return value >= 1 && value <= BY_TAG.length ? Optional.of(BY_TAG[value - 1]) : Optional.empty();
    }

    /** The raster turned for showing; the same one if nothing is to be done. */
    public Raster apply(Raster stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapped ? stored.height() : stored.width();
        int height = swapped ? stored.width() : stored.height();
        var shown = new int[stored.argb().length];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                int column = swapped ? y : x;
                int row = swapped ? x : y;
                column = fromRight ? stored.width() - 1 - column : column;
                row = fromBottom ? stored.height() - 1 - row : row;
                shown[i] = stored.argb()[row * stored.width() + column];
            }
        }
        return new Raster(width, height, shown);
    }
}
