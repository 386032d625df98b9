/**
 * Reads prompts: {@link io.lutra.engine.sketch.prompt.reader.PromptReader} is the way in. A prompt becomes tokens, then
 * {@link io.lutra.engine.sketch.prompt.reader.Chunk}s (phrases of the lexicon, longest first), then noun phrases, and a
 * grammar of prepositions, verbs and conjunctions ties these together in a
 * {@link io.lutra.engine.sketch.prompt.reader.Draft}.
 */
@NullMarked
package io.lutra.engine.sketch.prompt.reader;

import org.jspecify.annotations.NullMarked;
