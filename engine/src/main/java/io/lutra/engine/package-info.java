/**
 * The engine's public face: {@link io.lutra.engine.ImageModel} draws pictures, one step at a time, for whoever owns the
 * device. Knows nothing of HTTP, job queues or files of results.
 */
@NullMarked
package io.lutra.engine;

import org.jspecify.annotations.NullMarked;
