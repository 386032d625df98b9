package io.lutra.engine.sketch.sight;

/**
 * A square part of a {@link Field}, as {@link Template}s of that size are compared with it. Borrowed arrays; nobody writes to them.
 *
 * @param levels of all pixels, 0 to 255: red, then green, then blue
 * @param brightness of each pixel, the sum of its levels
 * @param squares of each pixel, the sum of the squares of its levels
 * @param sum of all levels
 * @param sumOfSquares of all levels
 */
record Window(int[] levels, int[] brightness, int[] squares, double sum, double sumOfSquares) {}
