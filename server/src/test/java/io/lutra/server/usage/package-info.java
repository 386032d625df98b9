/** Tests of what is accounted. */
@NullMarked
package io.lutra.server.usage;

import org.jspecify.annotations.NullMarked;
