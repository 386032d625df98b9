/**
 * The networks that predict noise. {@link io.lutra.engine.denoiser.UNet} is Stable Diffusion's: it reads text
 * states {@code [batch, tokens, crossWidth]} once, and at every step takes latents {@code [batch, in, height, width]} to
 * {@code [batch, out, height, width]}.
 */
@NullMarked
package io.lutra.engine.denoiser;

import org.jspecify.annotations.NullMarked;
