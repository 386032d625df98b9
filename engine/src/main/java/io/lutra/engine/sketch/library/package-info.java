/**
 * The vector drawings that {@code lutra-sketch} composes its pictures from, and what is known of each. Read
 * {@link io.lutra.engine.sketch.library.Library} first.
 */
@NullMarked
package io.lutra.engine.sketch.library;

import org.jspecify.annotations.NullMarked;
