/**
 * Where pictures are made: the loaded models, the names they answer to, and the queue in front of them.
 * {@link io.lutra.server.workshop.Opening} is the type to read first: until the models are loaded there is no workshop.
 */
@NullMarked
package io.lutra.server.workshop;

import org.jspecify.annotations.NullMarked;
