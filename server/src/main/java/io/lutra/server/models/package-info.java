/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
@NullMarked
package io.lutra.server.models;

import org.jspecify.annotations.NullMarked;
