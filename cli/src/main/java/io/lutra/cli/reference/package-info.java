/** What is derived from the description of the commands: man pages and completion scripts. */
@NullMarked
package io.lutra.cli.reference;

import org.jspecify.annotations.NullMarked;
