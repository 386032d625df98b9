/**
 * What a brush needs: dice, colours, and sprites made of the library's drawings. Knows nothing of prompts or layouts.
 * Read {@link io.lutra.engine.sketch.paint.Brush} first.
 */
@NullMarked
package io.lutra.engine.sketch.paint;

import org.jspecify.annotations.NullMarked;
