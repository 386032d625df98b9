package io.lutra.imaging;

/** What came of reading an encoded picture: the {@link DecodedPicture}, or why it is a {@link BadPicture}. */
public sealed interface Reading permits DecodedPicture, BadPicture {}
