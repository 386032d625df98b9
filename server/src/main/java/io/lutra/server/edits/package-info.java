/** {@code POST /v1/images/edits}: a picture of which a part is repainted. */
@NullMarked
package io.lutra.server.edits;

import org.jspecify.annotations.NullMarked;
