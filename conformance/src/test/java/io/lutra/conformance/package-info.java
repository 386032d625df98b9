/** The client libraries that people use, unchanged, against a live server. */
@NullMarked
package io.lutra.conformance;

import org.jspecify.annotations.NullMarked;
