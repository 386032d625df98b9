@NullMarked
package io.lutra.server.access;

import org.jspecify.annotations.NullMarked;
