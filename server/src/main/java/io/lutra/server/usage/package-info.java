/**
 * Accounts every picture to who asked for it, and tells so: {@link io.lutra.server.usage.Ledger} keeps the account in SQLite,
 * {@link io.lutra.server.usage.UsageEndpoint} answers in the shape of the hosted API.
 */
@NullMarked
package io.lutra.server.usage;

import org.jspecify.annotations.NullMarked;
