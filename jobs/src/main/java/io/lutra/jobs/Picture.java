package io.lutra.jobs;

import io.lutra.imaging.Raster;

/**
 * A finished picture of a job.
 *
 * @param index of the picture in its request, from 0
 * @param seed it was drawn with
 */
public record Picture(int index, long seed, Raster raster) {}
