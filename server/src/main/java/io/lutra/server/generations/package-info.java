/** {@code POST /v1/images/generations}: a picture of what a prompt says. */
@NullMarked
package io.lutra.server.generations;

import org.jspecify.annotations.NullMarked;
