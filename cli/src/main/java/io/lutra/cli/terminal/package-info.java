/** What the command line shows people: {@link io.lutra.cli.terminal.Terminal} knows what it is shown on. */
@NullMarked
package io.lutra.cli.terminal;

import org.jspecify.annotations.NullMarked;
