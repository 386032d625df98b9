package io.lutra.imaging;

/**
 * The filters of PNG: a row of bytes as differences from a prediction (W3C PNG, third edition, section 9).
 *
 * <p>Rows are without their filter byte. {@code above} is the row above, all zero for the first; {@code pixel} is the
 * distance to the same sample of the pixel to the left, in bytes, at least 1.
 */
final class PngFilter {
    static final int NONE = 0;
    static final int SUB = 1;
    static final int UP = 2;
    static final int AVERAGE = 3;
    static final int PAETH = 4;

    private PngFilter() {}

    /** Writes the differences of a row to {@code to}, from index {@code at} on. */
    static void apply(int filter, byte[] row, byte[] above, int pixel, byte[] to, int at) {
        switch (filter) {
            case NONE -> System.arraycopy(row, 0, to, at, row.length);
            case SUB -> {
                System.arraycopy(row, 0, to, at, pixel);
                for (int i = pixel; i < row.length; i++) {
                    to[at + i] = (byte) (row[i] - row[i - pixel]);
                }
            }
            case UP -> {
                for (int i = 0; i < row.length; i++) {
                    to[at + i] = (byte) (row[i] - above[i]);
                }
            }
            case AVERAGE -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixel ? 0 : row[i - pixel] & 255;
                    to[at + i] = (byte) (row[i] - (left + (above[i] & 255)) / 2);
                }
            }
            case PAETH -> {
                for (int i = 0; i < pixel; i++) {
                    to[at + i] = (byte) (row[i] - above[i]);
                }
                for (int i = pixel; i < row.length; i++) {
                    to[at + i] = (byte) (row[i] - paeth(row[i - pixel], above[i], above[i - pixel]));
                }
            }
            default -> throw new IllegalArgumentException("no filter has the number " + filter);
        }
    }

    /** Turns the differences in {@code row} back into the row. */
    static void undo(int filter, byte[] row, byte[] above, int length, int pixel) {
        switch (filter) {
            case NONE -> {}
            case SUB -> {
                for (int i = pixel; i < length; i++) {
                    row[i] += row[i - pixel];
                }
            }
            case UP -> {
                for (int i = 0; i < length; i++) {
                    row[i] += above[i];
                }
            }
            case AVERAGE -> {
                for (int i = 0; i < length; i++) {
                    int left = i < pixel ? 0 : row[i - pixel] & 255;
                    row[i] += (byte) ((left + (above[i] & 255)) / 2);
                }
            }
            case PAETH -> {
                for (int i = 0; i < Math.min(pixel, length); i++) {
                    row[i] += above[i];
                }
                for (int i = pixel; i < length; i++) {
                    row[i] += (byte) paeth(row[i - pixel], above[i], above[i - pixel]);
                }
            }
            default -> throw new IllegalArgumentException("no filter has the number " + filter);
        }
    }

    private static int paeth(byte leftByte, byte aboveByte, byte aboveLeftByte) {
        int left = leftByte & 255;
        int above = aboveByte & 255;
        int aboveLeft = aboveLeftByte & 255;
        int toLeft = Math.abs(above - aboveLeft);
        int toAbove = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft) {
            return left;
        }
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
