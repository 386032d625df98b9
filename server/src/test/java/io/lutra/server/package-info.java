@NullMarked
package io.lutra.server;

import org.jspecify.annotations.NullMarked;
