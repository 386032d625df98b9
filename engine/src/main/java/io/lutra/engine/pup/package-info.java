/**
 * Lutra's own diffusion model, on pixels: {@link io.lutra.engine.pup.PupModel} is the type to read first,
 * {@link io.lutra.engine.pup.PupDenoising} the algorithm. {@code training/NETWORK.md} defines network and sampler op by op.
 */
@NullMarked
package io.lutra.engine.pup;

import org.jspecify.annotations.NullMarked;
