/**
 * Looks at pictures: which drawings of the library they show ({@link io.lutra.engine.sketch.sight.Recogniser}), in what kind of place
 * ({@link io.lutra.engine.sketch.sight.Surroundings}), and, where it knows nothing, makes siblings of the picture itself
 * ({@link io.lutra.engine.sketch.sight.Restyling}). {@link io.lutra.engine.sketch.sight.Onlooker} is the type to read first.
 */
@NullMarked
package io.lutra.engine.sketch.sight;

import org.jspecify.annotations.NullMarked;
