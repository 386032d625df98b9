/** Measurements whose figures are in {@code docs/benchmarks.md}. */
@NullMarked
package io.lutra.bench;

import org.jspecify.annotations.NullMarked;
