package io.lutra.imaging;

import java.nio.ByteBuffer;

/** Decodes the alpha channel that a lossy WebP has beside its pixels (RFC 9649, section 2.7.1.2). */
final class WebpAlpha {
    private WebpAlpha() {}

    /** The raster with the alpha of the chunk. */
    static Raster add(Raster opaque, ByteBuffer chunk) throws BadPictureException {
        int width = opaque.width();
        int[] alpha = decode(chunk, width, opaque.height());
        int filter = chunk.get(0) >> 2 & 3;
        var argb = new int[alpha.length];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = (alpha[i] + predict(filter, alpha, i, width)) & 255;
            argb[i] = (opaque.argb()[i] & 0xffffff) | (alpha[i] << 24);
        }
        return new Raster(width, opaque.height(), argb);
    }

    private static int[] decode(ByteBuffer chunk, int width, int height) throws BadPictureException {
        int compression = chunk.hasRemaining() ? chunk.get(0) & 3 : -1;
        var alpha = new int[Math.multiplyExact(width, height)];
        if (compression == 0 && chunk.remaining() > alpha.length) {
            for (int i = 0; i < alpha.length; i++) {
                alpha[i] = chunk.get(1 + i) & 255;
            }
            return alpha;
        }
        if (compression == 1) {
            int[] argb = LosslessDecoder.decode(chunk.slice(1, chunk.limit() - 1), width, height);
            for (int i = 0; i < alpha.length; i++) {
                alpha[i] = argb[i] >> 8 & 255;
            }
            return alpha;
        }
        throw BadPictureException.corrupt("its alpha channel is too short, or compressed in an unknown way");
    }

    private static int predict(int filter, int[] alpha, int i, int width) {
        boolean first = i % width == 0;
        if (filter == 0 || i == 0) {
            return 0;
        }
        if (i < width) {
            return alpha[i - 1];
        }
        if (first || filter == 2) {
            return alpha[i - width];
        }
        return filter == 1 ? alpha[i - 1] : Math.clamp(alpha[i - 1] + alpha[i - width] - alpha[i - width - 1], 0, 255);
    }
}
