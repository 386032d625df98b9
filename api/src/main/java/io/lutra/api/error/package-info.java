/** What an API call can go wrong with, as clients see it: {@link io.lutra.api.error.ApiError}. Knows no HTTP status. */
@NullMarked
package io.lutra.api.error;

import org.jspecify.annotations.NullMarked;
