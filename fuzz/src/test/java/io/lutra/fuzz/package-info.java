/** Runs the corpora, and what is mutated from them, as plain tests. */
@NullMarked
package io.lutra.fuzz;

import org.jspecify.annotations.NullMarked;
