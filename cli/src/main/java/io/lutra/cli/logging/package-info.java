/** How the log is written: {@link io.lutra.cli.logging.LogFormat} is the type to read first. Alone in knowing Logback. */
@NullMarked
package io.lutra.cli.logging;

import org.jspecify.annotations.NullMarked;
