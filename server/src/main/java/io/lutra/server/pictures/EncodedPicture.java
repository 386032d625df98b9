package io.lutra.server.pictures;

import io.lutra.storage.ImageType;

/**
 * A finished picture as a file.
 *
 * @param index of the picture in its request, from 0
 * @param bytes not to be changed
 * @param transparent whether any pixel is not fully opaque
 */
record EncodedPicture(int index, long seed, ImageType type, byte[] bytes, boolean transparent) {}
