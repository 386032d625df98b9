package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.sight.Thumb;
import io.lutra.imaging.Raster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Implementation note. A hole at the edge of a picture is continued from one side only, and what ends at its border would be
 * continued to the edge: feet become stalks. What the prompt names is known exactly. Anything else is told by its shape: the
 * colours of most of the border are the backdrop; any other colour there is a thing, followed into the picture as far as it has
 * these colours. If it is wider there than at the hole, it is about to end. If it is not, like a road or a pole, it goes on.
 */

/** Finds what is kept of a picture but must not be continued into the hole. */
final class Veil {
    private static final int SIDE = 160;
    /** How many pixels of the small copy are the border of a hole: where the backdrop is told, and where things begin. */
    private static final int BORDER = 2;

    private static final int RIM = 4;
    /** Pixels of the small copy by which a thing is covered beyond what is seen of it: its soft border, its shadow. */
    private static final int MARGIN = 2;
    /** The mean difference of a channel, in levels, within which colours are one. */
    private static final double SAME = 22;
    /** The part of the border that a backdrop takes at least, compared with the colour that takes most of it. */
    private static final double BACKDROP = .5;
    /** The part of a thing's width that meets a hole below it, up to which it is about to end: things stand on something. */
    private static final double STANDING = .8;
    /** The same of a hole above or beside it. */
    private static final double ENDING = .5;

    private static final double NEAR = .6;
    /** The part of the picture from which on something is no thing. */
    private static final double LARGEST = .4;
    /** The part of the picture that must be left to continue from. */
    private static final double LEAST_LEFT = .2;

    private final Hole hole;
    private final Thumb thumb;
    private final boolean[] veiled;

    private Veil(Raster image, Hole hole) {
        this.hole = hole;
        this.thumb =
                Thumb.of(image, hole.marked(), Math.min(1, (double) SIDE / Math.max(image.width(), image.height())));
        this.veiled = new boolean[thumb.known().length];
    }

    /** All pixels that must not be continued into the hole; none if too little else were left. */
    static boolean[] over(Raster image, Hole hole, List<Present> present, Library library) {
        var covered = new boolean[hole.marked().length];
        if (!hole.isAtTheEdge()) {
            return covered;
        }
        var veil = new Veil(image, hole);
        veil.coverWhatEnds();
        veil.enlargeInto(covered);
        int margin = Math.max(1, MARGIN * Math.max(image.width(), image.height()) / SIDE);
        for (var seen : present) {
            var silhouette = Hole.grown(seen.silhouette(library, hole), hole.width(), margin);
            for (int i = 0; i < covered.length; i++) {
                covered[i] |= silhouette[i];
            }
        }
        int left = 0;
        for (int i = 0; i < covered.length; i++) {
            covered[i] &= !hole.marked()[i];
            left += covered[i] || hole.marked()[i] ? 0 : 1;
        }
        return left < covered.length * LEAST_LEFT ? new boolean[covered.length] : covered;
    }

    private void coverWhatEnds() {
        var rim = rim(RIM);
        var clusters = clusters(rim(BORDER));
        int largest = clusters.stream().mapToInt(cluster -> cluster.count).max().orElse(0);
        var backdrop = clusters.stream()
                .filter(cluster -> cluster.count >= BACKDROP * largest)
                .toList();
        var followed = new boolean[thumb.known().length];
        var atRim = new boolean[thumb.known().length];
        for (int i : rim) {
            atRim[i] = true;
        }
        for (int i : rim) {
            if (!followed[i] && !isOf(backdrop, i)) {
                cover(thing(i, atRim, followed, backdrop));
            }
        }
        var wide = Hole.grown(veiled, thumb.width(), MARGIN);
        for (int i = 0; i < wide.length; i++) {
            veiled[i] |= wide[i] && !isOf(backdrop, i);
        }
    }

    /** What a thing at the rim takes: its pixels, and how long it is along the hole, at the rim and in all. */
    private record Thing(List<Integer> pixels, int contact, int extent) {}

    /** Follows the colours that it has at the rim. */
    private Thing thing(int start, boolean[] atRim, boolean[] followed, List<Cluster> backdrop) {
        boolean isAcross = hole.bounds().width >= hole.bounds().height;
        var own = new ArrayList<Cluster>();
        var contact = new ArrayList<Integer>();
        var queue = new ArrayDeque<Integer>(List.of(start));
        followed[start] = true;
        while (!queue.isEmpty()) {
            int i = queue.remove();
            contact.add(i);
            add(own, i);
            for (int next : neighbours(i)) {
                if (atRim[next] && !followed[next] && !isOf(backdrop, next)) {
                    followed[next] = true;
                    queue.add(next);
                }
            }
        }
        var pixels = new ArrayList<>(contact);
        var near = near(extent(contact, isAcross));
        queue.addAll(contact);
        while (!queue.isEmpty()) {
            for (int next : neighbours(queue.remove())) {
                if (thumb.known()[next]
                        && !followed[next]
                        && (near[next] || isOf(own, next))
                        && !isOf(backdrop, next)) {
                    followed[next] = true;
                    queue.add(next);
                    pixels.add(next);
                }
            }
        }
        return new Thing(pixels, extent(contact, isAcross), extent(pixels, isAcross));
    }

    /** What is so near to the hole, compared with how much of it something meets, that it surely belongs to it if it touches it. */
    private boolean[] near(int contact) {
        return Hole.grown(missing(), thumb.width(), (int) Math.round(contact * NEAR));
    }

    private void cover(Thing thing) {
        double ending = hole.bounds().getMaxY() == hole.height() && hole.bounds().y > 0 ? STANDING : ENDING;
        if (thing.contact <= ending * thing.extent && thing.pixels.size() < LARGEST * veiled.length) {
            thing.pixels.forEach(i -> veiled[i] = true);
        }
    }

    private int extent(List<Integer> pixels, boolean isAcross) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i : pixels) {
            int at = isAcross ? i % thumb.width() : i / thumb.width();
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        return most - least + 1;
    }

    /** The known pixels next to the hole. */
    private int[] rim(int reach) {
        var near = Hole.grown(missing(), thumb.width(), reach);
        var rim = new int[near.length];
        int count = 0;
        for (int i = 0; i < near.length; i++) {
            if (near[i] && thumb.known()[i]) {
                rim[count++] = i;
            }
        }
        return Arrays.copyOf(rim, count);
    }

    private boolean[] missing() {
        var missing = new boolean[thumb.known().length];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = !thumb.known()[i];
        }
        return missing;
    }

    private List<Integer> neighbours(int i) {
        int x = i % thumb.width();
        var near = new ArrayList<Integer>(4);
        if (x > 0) {
            near.add(i - 1);
        }
        if (x + 1 < thumb.width()) {
            near.add(i + 1);
        }
        if (i >= thumb.width()) {
            near.add(i - thumb.width());
        }
        if (i + thumb.width() < thumb.known().length) {
            near.add(i + thumb.width());
        }
        return near;
    }

    /** Pixels of about one colour: that of the first of them. */
    private static final class Cluster {
        private final int first;
        private int count = 1;

        Cluster(int first) {
            this.first = first;
        }
    }

    private List<Cluster> clusters(int[] pixels) {
        var clusters = new ArrayList<Cluster>();
        for (int i : pixels) {
            add(clusters, i);
        }
        return clusters;
    }

    private void add(List<Cluster> clusters, int pixel) {
        for (var cluster : clusters) {
            if (isSame(cluster.first, pixel)) {
                cluster.count++;
                return;
            }
        }
        clusters.add(new Cluster(pixel));
    }

    private boolean isOf(List<Cluster> clusters, int pixel) {
        return clusters.stream().anyMatch(cluster -> isSame(cluster.first, pixel));
    }

    private boolean isSame(int a, int b) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs(thumb.rgb()[a * 3 + c] - thumb.rgb()[b * 3 + c]);
        }
        return sum < 3 * SAME;
    }

    /** Marks what is veiled in a mask of the picture's size. */
    private void enlargeInto(boolean[] covered) {
        for (int y = 0; y < hole.height(); y++) {
            int row = y * thumb.height() / hole.height() * thumb.width();
            for (int x = 0; x < hole.width(); x++) {
                covered[y * hole.width() + x] |= veiled[row + x * thumb.width() / hole.width()];
            }
        }
    }
}
