/** {@code GET /health}, {@code /health/live} and {@code /health/ready}, for whoever starts, watches or balances servers. */
@NullMarked
package io.lutra.server.health;

import org.jspecify.annotations.NullMarked;
