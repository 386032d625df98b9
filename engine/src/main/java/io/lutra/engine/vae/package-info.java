/**
 * Between pictures and latents. {@link io.lutra.engine.vae.PictureCodec} is Stable Diffusion's autoencoder: pictures
 * {@code [batch, 3, height, width]}, -1 to 1, and latents {@code [batch, 4, height / 8, width / 8]}.
 */
@NullMarked
package io.lutra.engine.vae;

import org.jspecify.annotations.NullMarked;
