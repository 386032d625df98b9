/**
 * Edits: a hole in somebody's picture is filled with what is around it and then with what the prompt asks for. Read
 * {@link io.lutra.engine.sketch.retouch.Retouch} first.
 */
@NullMarked
package io.lutra.engine.sketch.retouch;

import org.jspecify.annotations.NullMarked;
