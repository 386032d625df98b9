/** Pictures that are kept for a while, to be fetched by URL. {@link io.lutra.storage.ImageStore} is the type to read first. */
@NullMarked
package io.lutra.storage;

import org.jspecify.annotations.NullMarked;
