/** Pictures in memory and their encodings. {@link io.lutra.imaging.Raster} is the type to read first. */
@NullMarked
package io.lutra.imaging;

import org.jspecify.annotations.NullMarked;
