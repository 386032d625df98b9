package io.lutra.engine.sketch.prompt;

/**
 * A concept that some words may mean.
 *
 * @param concept the key of a concept in the library: its English CLDR name in lower case, every run of other characters than
 *     letters and digits turned into one hyphen ({@code sea-otter}, {@code hot-air-balloon})
 * @param score how sure, from 0 (a guess) to 1 (said in so many words)
 */
public record Candidate(String concept, double score) {
    /** Refuses a score outside of [0, 1]. */
    public Candidate {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score of " + concept + " must be in [0, 1], but is " + score);
        }
    }
}
