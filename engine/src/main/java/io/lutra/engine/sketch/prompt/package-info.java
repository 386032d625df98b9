/**
 * Reads a prompt: text in, {@link io.lutra.engine.sketch.prompt.Idea} out. What a picture should show is said here as data;
 * how it is composed and painted is decided by others. Read {@link io.lutra.engine.sketch.prompt.Idea} first.
 */
@NullMarked
package io.lutra.engine.sketch.prompt;

import org.jspecify.annotations.NullMarked;
