/** Fakes for tests of the modules above the engine. {@link io.lutra.testkit.StepModel} is the type to read first. */
@NullMarked
package io.lutra.testkit;

import org.jspecify.annotations.NullMarked;
