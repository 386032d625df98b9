/**
 * Manners of making a picture (watercolour, pencil, pixels), as filters on the finished one. Read
 * {@link io.lutra.engine.sketch.finish.Finish} first.
 */
@NullMarked
package io.lutra.engine.sketch.finish;

import org.jspecify.annotations.NullMarked;
