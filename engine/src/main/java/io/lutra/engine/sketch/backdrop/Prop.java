package io.lutra.engine.sketch.backdrop;

/**
 * A drawing of the library that belongs to a place: a tree, a lamp.
 *
 * @param concept what it is
 * @param x its middle, a fraction of the width
 * @param base its lower edge, a fraction of the height
 * @param size its larger side, a fraction of the picture's smaller side
 * @param haze how much air is before it, 0 to 1
 */
public record Prop(String concept, double x, double base, double size, double haze) {}
