/**
 * Fetching models from a host that speaks the Hugging Face Hub's interface: {@link io.lutra.cli.pull.Pull} is the whole,
 * {@link io.lutra.cli.pull.Hub} the conversation, {@link io.lutra.cli.pull.Selection} what is needed of a repository.
 */
@NullMarked
package io.lutra.cli.pull;

import org.jspecify.annotations.NullMarked;
