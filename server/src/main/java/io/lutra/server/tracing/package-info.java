/**
 * Traces of requests by OpenTelemetry. {@link io.lutra.server.tracing.Tracing} is the type to read first. Alone in knowing
 * OpenTelemetry.
 */
@NullMarked
package io.lutra.server.tracing;

import org.jspecify.annotations.NullMarked;
