package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Recolouring;
import java.awt.geom.AffineTransform;
import java.util.Optional;

/**
 * A drawing as it is found in a picture.
 *
 * @param entry what it is
 * @param figure the drawing
 * @param colour another colour than its own
 * @param place from its square to units of the picture's smaller side
 * @param light that falls on it
 */
public record Sitter(Entry entry, Figure figure, Optional<Recolouring> colour, AffineTransform place, Light light) {}
