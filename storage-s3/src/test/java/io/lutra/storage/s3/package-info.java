/** Tests of the store in a bucket. */
@NullMarked
package io.lutra.storage.s3;

import org.jspecify.annotations.NullMarked;
