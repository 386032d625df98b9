/**
 * Weight files, read without trust: {@link io.lutra.engine.weights.SafetensorsFile} maps and checks one,
 * {@link io.lutra.engine.weights.Weights} is what networks load from. Every fault is an
 * {@link io.lutra.engine.EngineException.BadWeights} that names the file and what to do.
 */
@NullMarked
package io.lutra.engine.weights;

import org.jspecify.annotations.NullMarked;
