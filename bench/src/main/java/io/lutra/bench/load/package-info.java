/** What a server bears: throughput, abuse, long mixed work, and being killed. Run by the scripts in {@code bench/}. */
@NullMarked
package io.lutra.bench.load;

import org.jspecify.annotations.NullMarked;
