package io.lutra.api.request;

/**
 * What the model that will draw allows.
 *
 * @param nativeSide the side of the square that it draws best
 * @param minSide the smallest width or height
 * @param maxSide the largest width or height
 * @param multiple what width and height must be divisible by
 * @param maxSteps the most steps
 * @param steps whether the number of steps changes its pictures
 * @param guidanceScale whether the guidance scale does
 * @param negativePrompt whether the negative prompt does
 * @param transparency whether it can leave the background transparent
 */
public record ModelLimits(
        int nativeSide,
        int minSide,
        int maxSide,
        int multiple,
        int maxSteps,
        boolean steps,
        boolean guidanceScale,
        boolean negativePrompt,
        boolean transparency) {
    /** Whether the model draws pictures of this size. */
    public boolean allow(Size size) {
        return allow(size.width()) && allow(size.height());
    }

    private boolean allow(int side) {
        return side >= minSide && side <= maxSide && side % multiple == 0;
    }

    /** The allowed sizes as a sentence. */
    public String describe() {
        var divisible = multiple == 1 ? "" : ", divisible by " + multiple;
        return "Width and height must be " + minSide + " to " + maxSide + " pixels" + divisible + ".";
    }
}
