/** Keeps pictures in a bucket of any service that speaks S3, so that every server of a fleet finds them. */
@NullMarked
package io.lutra.storage.s3;

import org.jspecify.annotations.NullMarked;
