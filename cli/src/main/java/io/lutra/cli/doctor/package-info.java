/**
 * What {@code lutra doctor} looks at. Each record of {@link io.lutra.cli.doctor.Facts} is read from the machine once and judges itself, so that a test can
 * hand in any machine; {@link io.lutra.cli.doctor.Finding} is what comes out.
 */
@NullMarked
package io.lutra.cli.doctor;

import org.jspecify.annotations.NullMarked;
