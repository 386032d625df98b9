/** Reads the numbers that the reference implementation produced; the format is in {@code golden/diffusion/README.md}. */
@NullMarked
package io.lutra.engine.golden;

import org.jspecify.annotations.NullMarked;
