/** {@code GET /health}, for whoever starts, watches or balances servers. */
@NullMarked
package io.lutra.server.health;

import org.jspecify.annotations.NullMarked;
