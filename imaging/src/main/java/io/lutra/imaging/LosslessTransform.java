package io.lutra.imaging;

/** What a lossless WebP did to its pixels before it coded them (RFC 9649, section 3.5). */
sealed interface LosslessTransform {
    /** The width of what is stored. */
    int storedWidth();

    /** The pixels before the transform; may be the given array, changed. */
    int[] undo(int[] argb, int height);

    /** Every channel is the difference from a prediction, whose kind changes by block. */
    record Prediction(int width, int bits, int columns, int[] modes) implements LosslessTransform {
        private static final int BLACK = 0xff000000;

        @Override
        public int storedWidth() {
            return width;
        }

        @Override
        public int[] undo(int[] argb, int height) {
            for (int y = 0, i = 0; y < height; y++) {
                for (int x = 0; x < width; x++, i++) {
                    int predicted;
                    if (y == 0) {
                        predicted = x == 0 ? BLACK : argb[i - 1];
                    } else if (x == 0) {
                        predicted = argb[i - width];
                    } else {
                        predicted = predict(modes[(y >> bits) * columns + (x >> bits)] >> 8 & 15, argb, i);
                    }
                    argb[i] = add(argb[i], predicted);
                }
            }
            return argb;
        }

        /** Right of the last pixel above comes the first of this row, as the format has it. */
        private int predict(int mode, int[] argb, int i) {
            int left = argb[i - 1];
            int above = argb[i - width];
            int aboveRight = argb[i - width + 1];
            int aboveLeft = argb[i - width - 1];
            return switch (mode) {
                case 1 -> left;
                case 2 -> above;
                case 3 -> aboveRight;
                case 4 -> aboveLeft;
                case 5 -> mean(mean(left, aboveRight), above);
                case 6 -> mean(left, aboveLeft);
                case 7 -> mean(left, above);
                case 8 -> mean(aboveLeft, above);
                case 9 -> mean(above, aboveRight);
                case 10 -> mean(mean(left, aboveLeft), mean(above, aboveRight));
                case 11 -> distance(above, aboveLeft) < distance(left, aboveLeft) ? left : above;
                case 12 -> each(left, above, aboveLeft, false);
                case 13 -> each(mean(left, above), 0, aboveLeft, true);
                default -> BLACK;
            };
        }

        private static int mean(int one, int other) {
            return (((one ^ other) & 0xfefefefe) >>> 1) + (one & other);
        }

        private static int distance(int one, int other) {
            int sum = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                sum += Math.abs((one >> shift & 255) - (other >> shift & 255));
            }
            return sum;
        }

        /** Clamped by channel: {@code one + other - less}, or {@code one + (one - less) / 2}. */
        private static int each(int one, int other, int less, boolean half) {
            int all = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int a = one >> shift & 255;
                int c = less >> shift & 255;
                int value = half ? a + (a - c) / 2 : a + (other >> shift & 255) - c;
                all |= Math.clamp(value, 0, 255) << shift;
            }
            return all;
        }

        private static int add(int one, int other) {
            int even = (one & 0x00ff00ff) + (other & 0x00ff00ff);
            int odd = ((one >>> 8) & 0x00ff00ff) + ((other >>> 8) & 0x00ff00ff);
            return (even & 0x00ff00ff) | ((odd & 0x00ff00ff) << 8);
        }
    }

    /** Red and blue are differences from multiples of green, and blue of red, which change by block. */
    record Colours(int width, int bits, int columns, int[] factors) implements LosslessTransform {
        @Override
        public int storedWidth() {
            return width;
        }

        @Override
        public int[] undo(int[] argb, int height) {
            for (int y = 0, i = 0; y < height; y++) {
                for (int x = 0; x < width; x++, i++) {
                    int factor = factors[(y >> bits) * columns + (x >> bits)];
                    int pixel = argb[i];
                    int green = pixel >> 8;
                    int red = ((pixel >> 16) + times(factor, green)) & 255;
                    int blue = (pixel + times(factor >> 8, green) + times(factor >> 16, red)) & 255;
                    argb[i] = (pixel & 0xff00ff00) | (red << 16) | blue;
                }
            }
            return argb;
        }

        private static int times(int factor, int colour) {
            return ((byte) factor * (byte) colour) >> 5;
        }
    }

    /** Red and blue are differences from green. */
    record AddGreen(int storedWidth) implements LosslessTransform {
        @Override
        public int[] undo(int[] argb, int height) {
            for (int i = 0; i < argb.length; i++) {
                int green = argb[i] >> 8 & 255;
                int others = (argb[i] & 0x00ff00ff) + green * 0x00010001;
                argb[i] = (argb[i] & 0xff00ff00) | (others & 0x00ff00ff);
            }
            return argb;
        }
    }

    /**
     * Pixels are numbers of colours, several to one stored pixel where there are few.
     *
     * @param bits the logarithm of how many
     */
    record Palette(int width, int bits, int[] colours) implements LosslessTransform {
        /** A palette stored as differences of neighbours. */
        static Palette of(int width, int[] differences) {
            for (int i = 1; i < differences.length; i++) {
                differences[i] = Prediction.add(differences[i], differences[i - 1]);
            }
            int size = differences.length;
            return new Palette(width, size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0, differences);
        }

        @Override
        public int storedWidth() {
            return LosslessDecoder.blocks(width, bits);
        }

        @Override
        public int[] undo(int[] argb, int height) {
            int stored = storedWidth();
            int indexBits = 8 >> bits;
            var all = new int[Math.multiplyExact(width, height)];
            for (int y = 0, i = 0; y < height; y++) {
                for (int x = 0; x < width; x++, i++) {
                    int packed = argb[y * stored + (x >> bits)] >> 8 & 255;
                    int place = x & ((1 << bits) - 1);
                    int index = (packed >> (place * indexBits)) & ((1 << indexBits) - 1);
                    all[i] = index < colours.length ? colours[index] : 0;
                }
            }
            return all;
        }
    }
}
