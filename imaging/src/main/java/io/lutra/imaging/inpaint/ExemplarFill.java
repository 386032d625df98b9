package io.lutra.imaging.inpaint;

import java.util.Arrays;
import java.util.SplittableRandom;

/*
 * Implementation note. Wexler, Shechtman and Irani, "Space-Time Completion of Video", PAMI 2007: every patch that touches the
 * hole looks for its nearest patch outside of it, then every missing pixel becomes the weighted mean of what those patches say,
 * alternating, from coarse to fine. The search is PatchMatch: Barnes et al., "PatchMatch: A Randomized Correspondence Algorithm for
 * Structural Image Editing", SIGGRAPH 2009, section 3. Sources that touch the hole are not allowed. On the finest levels fewer
 * rounds are made: they only sharpen.
 */

/** Continues any surrounding by patches of the picture itself. */
final class ExemplarFill {
    private static final int RADIUS = 3;
    private static final int SMALLEST_SIDE = 20;
    /** What a source is worse for being higher or lower by the whole height: pictures have their sky above their ground. */
    private static final float UPRIGHT = 12_000;

    /** The part of the rows in need that must have sources for a level to be of use. */
    private static final double SERVED = .6;

    private static final int TRIES = 6;

    private final Plane plane;
    private final SplittableRandom random;
    /** Centres of the patches that touch the hole, in reading order. */
    private final int[] targets;
    /** Whether a pixel is the centre of a patch that lies inside the picture and does not touch the hole. */
    private final boolean[] sourceAllowed;

    private final int[] sources;
    /** Of a pixel: the centre of the nearest source patch, or -1. */
    private final int[] nearest;

    private final float[] distance;

    private ExemplarFill(Plane plane, SplittableRandom random) {
        this.plane = plane;
        this.random = random;
        int pixels = plane.hole.length;
        sourceAllowed = new boolean[pixels];
        int[] touching = new int[pixels];
        int[] free = new int[pixels];
        int touchingCount = 0;
        int freeCount = 0;
        int[][] sums = plane.holeSums();
        for (int y = 0; y < plane.height; y++) {
            for (int x = 0; x < plane.width; x++) {
                int i = y * plane.width + x;
                boolean touches = touches(sums, x, y);
                boolean inside = x >= RADIUS && y >= RADIUS && x < plane.width - RADIUS && y < plane.height - RADIUS;
                if (touches) {
                    touching[touchingCount++] = i;
                } else if (inside) {
                    sourceAllowed[i] = true;
                    free[freeCount++] = i;
                }
            }
        }
        targets = Arrays.copyOf(touching, touchingCount);
        sources = Arrays.copyOf(free, freeCount);
        nearest = new int[pixels];
        Arrays.fill(nearest, -1);
        distance = new float[pixels];
    }

    /** Fills the hole; where no source patch exists at all, harmonically. */
    static void fill(Plane plane, long seed) {
        solve(plane, new SplittableRandom(seed));
    }

    /** Fills the plane's hole and returns its nearest-neighbour field, or null if the plane has no source patches. */
    private static @org.jspecify.annotations.Nullable ExemplarFill solve(Plane plane, SplittableRandom random) {
        ExemplarFill level = new ExemplarFill(plane, random);
        ExemplarFill coarser = null;
        if (Math.min(plane.width, plane.height) >= 2 * SMALLEST_SIDE) {
            Plane half = plane.half();
            if (half.holePixels() > 0 && new ExemplarFill(half, random).isLevel()) {
                coarser = solve(half, random);
            }
        }
        if (level.sources.length == 0) {
            plane.fillHarmonic();
            return null;
        }
        if (coarser == null) {
            plane.fillHarmonic();
            level.begin();
        } else {
            level.beginFrom(coarser);
            level.vote();
        }
        int rounds = plane.hole.length > 200_000 ? 2 : plane.hole.length > 50_000 ? 3 : 8;
        for (int round = 0; round < rounds; round++) {
            level.measure();
            level.search(round % 2 == 0);
            level.search(round % 2 != 0);
            level.vote();
        }
        return level;
    }

    private boolean touches(int[][] sums, int x, int y) {
        int x0 = Math.max(0, x - RADIUS);
        int y0 = Math.max(0, y - RADIUS);
        int x1 = Math.min(plane.width, x + RADIUS + 1);
        int y1 = Math.min(plane.height, y + RADIUS + 1);
        return sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0] > 0;
    }

    /** Whether most rows that lack something have sources: what is at the height of a gap tells best what was in it. */
    private boolean isLevel() {
        var hasSource = new boolean[plane.height];
        for (int source : sources) {
            hasSource[source / plane.width] = true;
        }
        var lacks = new boolean[plane.height];
        for (int target : targets) {
            lacks[target / plane.width] = true;
        }
        int lacking = 0;
        int served = 0;
        for (int y = 0; y < plane.height; y++) {
            lacking += lacks[y] ? 1 : 0;
            served += lacks[y] && hasSource[y] ? 1 : 0;
        }
        return served >= lacking * SERVED;
    }

    private void begin() {
        for (int target : targets) {
            nearest[target] = anySource(target);
        }
    }

    /** The one of a few random sources that is nearest in height. */
    private int anySource(int target) {
        int best = sources[random.nextInt(sources.length)];
        for (int i = 0; i < TRIES; i++) {
            int source = sources[random.nextInt(sources.length)];
            if (Math.abs(source - target) / plane.width < Math.abs(best - target) / plane.width) {
                best = source;
            }
        }
        return best;
    }

    private void beginFrom(ExemplarFill coarser) {
        for (int target : targets) {
            int x = target % plane.width;
            int y = target / plane.width;
            int coarse = coarser.nearest[y / 2 * coarser.plane.width + x / 2];
            int candidate = -1;
            if (coarse >= 0) {
                int u = coarse % coarser.plane.width * 2 + x % 2;
                int v = coarse / coarser.plane.width * 2 + y % 2;
                candidate = u < plane.width && v < plane.height ? v * plane.width + u : -1;
            }
            nearest[target] = candidate >= 0 && sourceAllowed[candidate] ? candidate : anySource(target);
        }
    }

    private void measure() {
        for (int target : targets) {
            distance[target] = distance(target, nearest[target], Float.MAX_VALUE);
        }
    }

    private void search(boolean forward) {
        int step = forward ? -1 : 1;
        for (int k = 0; k < targets.length; k++) {
            int target = targets[forward ? k : targets.length - 1 - k];
            int x = target % plane.width;
            if (x + step >= 0 && x + step < plane.width) {
                propagate(target, target + step, -step);
            }
            int vertical = target + step * plane.width;
            if (vertical >= 0 && vertical < nearest.length) {
                propagate(target, vertical, -step * plane.width);
            }
            int centre = nearest[target];
            for (int reach = Math.max(plane.width, plane.height) / 2; reach >= 1; reach /= 2) {
                int u = centre % plane.width + random.nextInt(-reach, reach + 1);
                int v = centre / plane.width + random.nextInt(-reach, reach + 1);
                if (u >= 0 && v >= 0 && u < plane.width && v < plane.height) {
                    offer(target, v * plane.width + u);
                }
            }
        }
    }

    private void propagate(int target, int neighbour, int shift) {
        if (nearest[neighbour] >= 0) {
            int candidate = nearest[neighbour] + shift;
            if (candidate >= 0 && candidate < nearest.length) {
                offer(target, candidate);
            }
        }
    }

    private void offer(int target, int candidate) {
        if (sourceAllowed[candidate]) {
            float d = distance(target, candidate, distance[target]);
            if (d < distance[target]) {
                distance[target] = d;
                nearest[target] = candidate;
            }
        }
    }

    /** Mean squared difference of two patches over the target's pixels inside the picture; stops early past the bound. */
    private float distance(int target, int source, float bound) {
        int tx = target % plane.width;
        int ty = target / plane.width;
        int v0 = Math.max(-RADIUS, -ty);
        int v1 = Math.min(RADIUS, plane.height - 1 - ty);
        int u0 = Math.max(-RADIUS, -tx);
        int u1 = Math.min(RADIUS, plane.width - 1 - tx);
        int count = (v1 - v0 + 1) * (u1 - u0 + 1);
        float limit = bound == Float.MAX_VALUE ? bound : bound * count;
        float rise = (float) (ty - source / plane.width) / plane.height;
        float sum = UPRIGHT * rise * rise * count;
        for (int v = v0; v <= v1; v++) {
            int a = (target + v * plane.width + u0) * 3;
            int b = (source + v * plane.width + u0) * 3;
            for (int n = (u1 - u0 + 1) * 3; n > 0; n--, a++, b++) {
                float difference = plane.rgb[a] - plane.rgb[b];
                sum += difference * difference;
            }
            if (sum > limit) {
                return Float.MAX_VALUE;
            }
        }
        return sum / count;
    }

    /** Every missing pixel becomes the mean of what the patches over it say, near ones and good ones first. */
    private void vote() {
        float[] voted = new float[plane.rgb.length];
        float[] weights = new float[plane.hole.length];
        for (int target : targets) {
            float weight = (float) Math.exp(-distance[target] / 400) + 1e-6f;
            int source = nearest[target];
            int tx = target % plane.width;
            int ty = target / plane.width;
            for (int v = Math.max(-RADIUS, -ty); v <= Math.min(RADIUS, plane.height - 1 - ty); v++) {
                for (int u = Math.max(-RADIUS, -tx); u <= Math.min(RADIUS, plane.width - 1 - tx); u++) {
                    int to = target + v * plane.width + u;
                    if (plane.hole[to]) {
                        int from = (source + v * plane.width + u) * 3;
                        for (int c = 0; c < 3; c++) {
                            voted[to * 3 + c] += weight * plane.rgb[from + c];
                        }
                        weights[to] += weight;
                    }
                }
            }
        }
        for (int i = 0; i < weights.length; i++) {
            if (plane.hole[i] && weights[i] > 0) {
                for (int c = 0; c < 3; c++) {
                    plane.rgb[i * 3 + c] = voted[i * 3 + c] / weights[i];
                }
            }
        }
    }
}
