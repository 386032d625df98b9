package io.lutra.imaging;

/** Reads anything as a JPEG or a WebP. */
public final class PhotoFuzz {
    private PhotoFuzz() {}

    /** Attacks. */
    public static void fuzzerTestOneInput(byte[] input) {
        PngFuzz.read(input);
    }
}
