/**
 * The networks that predict noise. {@link io.lutra.engine.denoiser.UNet} is Stable Diffusion's: latents
 * {@code [batch, in, height, width]} and text states {@code [batch, tokens, crossWidth]} to
 * {@code [batch, out, height, width]}.
 */
@NullMarked
package io.lutra.engine.denoiser;

import org.jspecify.annotations.NullMarked;
