/**
 * Stable Diffusion models as they lie on disk: {@link io.lutra.engine.checkpoint.Checkpoint} opens a diffusers directory or a
 * single file in the original layout, and gives both out as the same parts under the same names.
 */
@NullMarked
package io.lutra.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
