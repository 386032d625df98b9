/** {@code GET /openapi.json} and {@code GET /docs}: what this server answers to, for programs and for people. */
@NullMarked
package io.lutra.server.docs;

import org.jspecify.annotations.NullMarked;
