/** How a server ends. Read {@link io.lutra.server.lifecycle.Draining} first. */
@NullMarked
package io.lutra.server.lifecycle;

import org.jspecify.annotations.NullMarked;
