/**
 * From an idea to a picture: {@link io.lutra.engine.sketch.scene.Composer} decides what stands where,
 * {@link io.lutra.engine.sketch.scene.Painter} paints it. Lengths are in units of the picture's smaller side, y downwards,
 * unless said otherwise.
 */
@NullMarked
package io.lutra.engine.sketch.scene;

import org.jspecify.annotations.NullMarked;
