/**
 * The pictures that clients send: taken from forms or JSON, checked under the rules of the profile, decoded.
 * {@link io.lutra.server.uploads.PictureForm} is the type to read first.
 */
@NullMarked
package io.lutra.server.uploads;

import org.jspecify.annotations.NullMarked;
