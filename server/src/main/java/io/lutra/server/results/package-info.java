/**
 * Answers a second time: what a request drew can be fetched by the request's id as long as its links would be valid, so that a
 * connection that broke loses no picture.
 */
@NullMarked
package io.lutra.server.results;

import org.jspecify.annotations.NullMarked;
