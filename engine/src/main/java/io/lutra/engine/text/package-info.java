/**
 * Text encoders: from a prompt to numbers that say what it means. Read {@link io.lutra.engine.text.TextEncoder} first.
 *
 * <p>{@link io.lutra.engine.text.TextEncoder} is all-MiniLM-L6-v2: tokens {@code [batch, tokens]} to states
 * {@code [batch, tokens, 384]}, and to one sentence vector {@code [batch, 384]}.
 */
@NullMarked
package io.lutra.engine.text;

import org.jspecify.annotations.NullMarked;
