/**
 * Stable Diffusion as an {@link io.lutra.engine.ImageModel}: {@link io.lutra.engine.pipeline.DiffusionModel} is the type to
 * read first, {@link io.lutra.engine.pipeline.Denoising} the algorithm.
 */
@NullMarked
package io.lutra.engine.pipeline;

import org.jspecify.annotations.NullMarked;
