/** {@code GET /files/...}: finished pictures behind signed links. {@link io.lutra.server.files.FileLinks} makes them. */
@NullMarked
package io.lutra.server.files;

import org.jspecify.annotations.NullMarked;
