/**
 * What words mean: tables read from resources, concepts of a library, tokens and lemmas. Read
 * {@link io.lutra.engine.sketch.prompt.lexicon.Lexicon} first.
 */
@NullMarked
package io.lutra.engine.sketch.prompt.lexicon;

import org.jspecify.annotations.NullMarked;
