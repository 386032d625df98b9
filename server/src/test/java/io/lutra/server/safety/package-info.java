/** Tests of what is drawn, written down and told. */
@NullMarked
package io.lutra.server.safety;

import org.jspecify.annotations.NullMarked;
