/** Measuring a machine: {@link io.lutra.cli.bench.ModelTimes} is how the tables of docs/benchmarks.md are made. */
@NullMarked
package io.lutra.cli.bench;

import org.jspecify.annotations.NullMarked;
