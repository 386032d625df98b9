/**
 * What is drawn for whom, and what is told about it: a list of words, an operator's own check over HTTP, an audit log, and what
 * pictures say about where they come from. Read {@link io.lutra.server.safety.Safety} first.
 */
@NullMarked
package io.lutra.server.safety;

import org.jspecify.annotations.NullMarked;
