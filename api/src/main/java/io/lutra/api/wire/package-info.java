/** The bodies that the API answers with, and {@link io.lutra.api.wire.Json}, which reads and writes JSON. */
@NullMarked
package io.lutra.api.wire;

import org.jspecify.annotations.NullMarked;
