/** Building blocks that the denoisers and the picture codecs share. Feature maps are {@code [batch, channels, height, width]}. */
@NullMarked
package io.lutra.engine.blocks;

import org.jspecify.annotations.NullMarked;
