package io.lutra.imaging;

/** Why an encoded picture was not read. */
public sealed interface BadPicture extends Reading {
    /** The reason as the end of a sentence that begins "it cannot be read:". */
    String reason();

    /** Its first bytes are of no format that is known. */
    record Unrecognised() implements BadPicture {
        @Override
        public String reason() {
            return "it does not begin like a PNG, JPEG or WebP file";
        }
    }

    /** Its format is known and not wanted. */
    record OtherFormat(PictureFormat format) implements BadPicture {
        @Override
        public String reason() {
            return "it is " + format.mediaType();
        }
    }

    /** It has more pixels than are taken. */
    record TooLarge(long width, long height, int maxSide, long maxPixels) implements BadPicture {
        @Override
        public String reason() {
            return "it is of " + width + "x" + height + " pixels; allowed are " + maxSide + " a side and " + maxPixels
                    + " in all";
        }
    }

    /** It breaks the rules of its format, or ends too early. */
    record Corrupt(String reason) implements BadPicture {}

    /** It keeps to the rules of its format, but uses a part of it that is not read. */
    record Unsupported(String reason) implements BadPicture {}
}
