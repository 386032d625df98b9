/** The {@code lutra} command. {@link io.lutra.cli.Main} is the map: it wires every part by hand, top to bottom. */
@NullMarked
package io.lutra.cli;

import org.jspecify.annotations.NullMarked;
