/** Speed of the diffusion engine on networks of Stable Diffusion 1.5's shape and random weights; see {@link DiffusionBench}. */
@NullMarked
package io.lutra.bench.diffusion;

import org.jspecify.annotations.NullMarked;
