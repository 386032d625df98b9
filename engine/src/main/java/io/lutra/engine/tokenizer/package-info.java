/**
 * From text to the numbers that text encoders read. {@link io.lutra.engine.tokenizer.WordPieceTokenizer} is BERT's,
 * {@link io.lutra.engine.tokenizer.ClipTokenizer} that of CLIP. Equal to
 * the reference implementations, token by token; pure Java, immutable, safe to share between threads.
 */
@NullMarked
package io.lutra.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
