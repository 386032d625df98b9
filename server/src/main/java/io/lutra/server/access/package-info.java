/**
 * Who may call, and how much: API keys and what each is allowed. {@link io.lutra.server.access.Gate} is the type to read
 * first. Knows nothing of HTTP.
 */
@NullMarked
package io.lutra.server.access;

import org.jspecify.annotations.NullMarked;
