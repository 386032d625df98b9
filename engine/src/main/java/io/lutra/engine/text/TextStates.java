package io.lutra.engine.text;

import java.util.Arrays;

/**
 * What a text encoder says of each token of some texts.
 *
 * <p>Layout: {@code states[(text * tokens + token) * width + channel]}. A text with fewer than {@code tokens} tokens has
 * zeros in the places after its last.
 *
 * @param texts how many
 * @param tokens of the longest text, start and end included
 * @param width of one state
 * @param states transferred to the record
 * @param lengths how many tokens each text has; transferred to the record
 */
public record TextStates(int texts, int tokens, int width, float[] states, int[] lengths) {
    /** The mask of {@code [texts, tokens]}: true where a text has a token. */
    public boolean[] mask() {
        var mask = new boolean[texts * tokens];
        for (int text = 0; text < texts; text++) {
            Arrays.fill(mask, text * tokens, text * tokens + lengths[text], true);
        }
        return mask;
    }
}
