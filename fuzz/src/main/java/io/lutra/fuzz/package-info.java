/**
 * Attacks on everything that reads what strangers send. A target is a class beside the parser that it attacks, in its package,
 * with the method that Jazzer calls; read {@link io.lutra.fuzz.Target} first.
 */
@NullMarked
package io.lutra.fuzz;

import org.jspecify.annotations.NullMarked;
