/** The server as a whole. {@link io.lutra.server.LutraServer} wires its parts by hand and is the map of it. */
@NullMarked
package io.lutra.server;

import org.jspecify.annotations.NullMarked;
