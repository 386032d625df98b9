/**
 * What the server counts and measures, for Prometheus. {@link io.lutra.server.metrics.Metrics} is the type to read first.
 *
 * <p>The bounds of what is kept: every label has few values, all of them our own (routes, ids of models, ways in which a job
 * ends), never a path, a key, a user or anything else that a client makes up.
 */
@NullMarked
package io.lutra.server.metrics;

import org.jspecify.annotations.NullMarked;
