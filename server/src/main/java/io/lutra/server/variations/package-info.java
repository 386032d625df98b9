/** {@code POST /v1/images/variations}: other pictures of what a picture shows. */
@NullMarked
package io.lutra.server.variations;

import org.jspecify.annotations.NullMarked;
