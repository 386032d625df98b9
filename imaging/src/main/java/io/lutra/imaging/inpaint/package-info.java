/** Continues the surroundings of a hole into it. {@link io.lutra.imaging.inpaint.Inpainting} is the type to read first. */
@NullMarked
package io.lutra.imaging.inpaint;

import org.jspecify.annotations.NullMarked;
