/**
 * The places that pictures are set in, painted from nothing but dice. Read
 * {@link io.lutra.engine.sketch.backdrop.Scenery} first.
 */
@NullMarked
package io.lutra.engine.sketch.backdrop;

import org.jspecify.annotations.NullMarked;
