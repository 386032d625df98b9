/**
 * {@code lutra-sketch}, the model that composes pictures from a library of drawings. Read
 * {@link io.lutra.engine.sketch.SketchModel} first.
 */
@NullMarked
package io.lutra.engine.sketch;

import org.jspecify.annotations.NullMarked;
