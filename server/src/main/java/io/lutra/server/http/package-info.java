/**
 * HTTP: connections, routes, limits, errors, disconnects. The only package that sees Vert.x; the rest of the server handles a
 * {@link io.lutra.server.http.Call} in blocking style on a virtual thread and returns a {@link io.lutra.server.http.Reply}.
 */
@NullMarked
package io.lutra.server.http;

import org.jspecify.annotations.NullMarked;
