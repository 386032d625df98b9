@NullMarked
package io.lutra.server.http;

import org.jspecify.annotations.NullMarked;
