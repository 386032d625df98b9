/**
 * {@code GET /}: a page to draw, edit and vary pictures in a browser. The page is plain files, in the resources of this package,
 * and uses nothing but the public API; the one type to read here is {@link PlaygroundEndpoint}.
 */
@NullMarked
package io.lutra.server.playground;

import org.jspecify.annotations.NullMarked;
