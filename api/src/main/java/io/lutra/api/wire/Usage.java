package io.lutra.api.wire;

/**
 * What an answer cost, in tokens as we count them: a text token is four code points or part thereof, an image token is 32x32
 * pixels or part thereof.
 */
public record Usage(
        long totalTokens,
        long inputTokens,
        long outputTokens,
        Details inputTokensDetails,
        Details outputTokensDetails) {
    /** Tokens by what they stand for. */
    public record Details(long textTokens, long imageTokens) {}

    /** The usage of a request. */
    public static Usage of(long textTokens, long inputImageTokens, long outputImageTokens) {
        long input = textTokens + inputImageTokens;
        return new Usage(
                input + outputImageTokens,
                input,
                outputImageTokens,
                new Details(textTokens, inputImageTokens),
                new Details(0, outputImageTokens));
    }

    /** The text tokens of a string. */
    public static long textTokens(String text) {
        return Math.ceilDiv(text.codePointCount(0, text.length()), 4);
    }

    /** The image tokens of one picture. */
    public static long imageTokens(int width, int height) {
        return (long) Math.ceilDiv(width, 32) * Math.ceilDiv(height, 32);
    }
}
