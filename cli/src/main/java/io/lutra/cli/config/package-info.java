/**
 * What can be configured, and what applies: {@link io.lutra.cli.config.Keys} lists every key,
 * {@link io.lutra.cli.config.Configuration} holds their values and where each came from.
 */
@NullMarked
package io.lutra.cli.config;

import org.jspecify.annotations.NullMarked;
