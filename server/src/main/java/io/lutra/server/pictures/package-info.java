/**
 * What generations, edits and variations have in common: from a request to the queue, and from drawn pictures to an answer.
 * {@link io.lutra.server.pictures.PictureDesk} is the type to read first.
 */
@NullMarked
package io.lutra.server.pictures;

import org.jspecify.annotations.NullMarked;
