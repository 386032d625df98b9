@NullMarked
package io.lutra.server.proxy;

import org.jspecify.annotations.NullMarked;
