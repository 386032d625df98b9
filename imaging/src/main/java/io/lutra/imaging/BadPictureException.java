package io.lutra.imaging;

/** Carries a {@link BadPicture} out of a decoder; {@link PictureReader} makes it an outcome. */
final class BadPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BadPicture picture;

    BadPictureException(BadPicture picture) {
        super(picture.reason(), null, false, false);
        this.picture = picture;
    }

    static BadPictureException corrupt(String reason) {
        return new BadPictureException(new BadPicture.Corrupt(reason));
    }

    static BadPictureException unsupported(String reason) {
        return new BadPictureException(new BadPicture.Unsupported(reason));
    }

    BadPicture picture() {
        return picture;
    }
}
