/**
 * Drawing from the command line: an {@link io.lutra.cli.draw.Order} goes to an {@link io.lutra.cli.draw.Artist}, in this
 * process or at a server, and its pictures to a {@link io.lutra.cli.draw.Destination}.
 */
@NullMarked
package io.lutra.cli.draw;

import org.jspecify.annotations.NullMarked;
