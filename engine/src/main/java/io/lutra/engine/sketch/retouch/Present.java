package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Entry;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.paint.Recolouring;
import io.lutra.engine.sketch.paint.Sprite;
import io.lutra.engine.sketch.prompt.Colour;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.sight.Likeness;
import io.lutra.engine.sketch.sight.Probe;
import io.lutra.imaging.Raster;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subject of the prompt that is in the picture already.
 *
 * @param entry the kind of thing that is seen
 * @param likeness where and how it is seen
 */
record Present(Subject subject, Entry entry, Likeness likeness) {
    private static final int LOOKED_FOR = 3;
    private static final int MOST_LOOKS = 18;
    private static final double NEARLY_AS_GOOD = .12;
    /** The part of the picture that may be missing for anything to be looked for in the rest. */
    private static final double MOST = .6;

    private static final int SOLID = 200;
    /** How near to a hole, as a part of the picture's smaller side, something is at it. */
    private static final double NEAR = .012;
    /** The part of it near the hole that must have its colours for it to go on into the hole. */
    private static final double GOES_ON = .5;
    /** The difference of a channel, in levels, up to which a colour is that colour. */
    private static final int ALIKE = 40;

    /** What of the idea is in the picture. Takes tenths of a second for each subject. */
    static List<Present> of(Library library, Idea idea, Raster image, Hole hole) {
        var present = new ArrayList<Present>();
        if (hole.share() >= MOST || hole.pixels() == 0) {
            return present;
        }
        for (var subject :
                idea.subjects().subList(0, Math.min(LOOKED_FOR, idea.subjects().size()))) {
            var entries = entries(library, subject);
            look(library, subject, entries, image, hole)
                    .ifPresent(likeness -> entries.stream()
                            .filter(entry -> entry.concept()
                                    .id()
                                    .equals(likeness.look().figure().concept()))
                            .findFirst()
                            .ifPresent(entry -> present.add(new Present(subject, entry, likeness))));
        }
        return present;
    }

    /** What a subject may be. */
    static List<Entry> entries(Library library, Subject subject) {
        double best = subject.thing().best().score();
        return subject.thing().candidates().stream()
                .filter(candidate -> candidate.score() >= best - NEARLY_AS_GOOD)
                .flatMap(candidate -> library.find(candidate.concept()).stream())
                .toList();
    }

    private static Optional<Likeness> look(
            Library library, Subject subject, List<Entry> entries, Raster image, Hole hole) {
        var colours = subject.thing().look().colours().stream().map(Colour::rgb).toList();
        var looks = new ArrayList<Probe.Look>();
        for (var entry : entries) {
            for (var figure : entry.figures()) {
                looks.add(new Probe.Look(figure, Optional.empty()));
                if (!colours.isEmpty()) {
                    looks.add(new Probe.Look(figure, Optional.of(new Recolouring(colours, figure.colours()))));
                }
            }
        }
        return Likeness.find(library, looks.subList(0, Math.min(MOST_LOOKS, looks.size())), image, hole.marked());
    }

    /** Whether its square reaches the hole. */
    boolean isNear(Hole hole) {
        var place = likeness.place();
        double half = place.side() * (.5 + NEAR);
        return new Rectangle2D.Double(place.x() - half, place.y() - half, 2 * half, 2 * half).intersects(hole.bounds());
    }

    /** The pixels of a picture of the hole's size that it covers, wherever it is whole. */
    boolean[] silhouette(Library library, Hole hole) {
        var covered = new boolean[hole.marked().length];
        var sprite = sprite(library, hole);
        int width = sprite.image().getWidth();
        for (int i = 0; i < sprite.pixels().length; i++) {
            if (sprite.pixels()[i] >>> 24 > SOLID) {
                covered[(sprite.y() + i / width) * hole.width() + sprite.x() + i % width] = true;
            }
        }
        return covered;
    }

    /**
     * Whether the hole hides a part of it: it is seen up to the hole's border, with no water or other thing before it there.
     */
    boolean goesOnInto(Hole hole, Library library, Raster image) {
        var near = hole.grown((int) Math.ceil(NEAR * Math.min(hole.width(), hole.height())));
        var sprite = sprite(library, hole);
        int width = sprite.image().getWidth();
        int seen = 0;
        int alike = 0;
        for (int i = 0; i < sprite.pixels().length; i++) {
            int at = (sprite.y() + i / width) * hole.width() + sprite.x() + i % width;
            if (sprite.pixels()[i] >>> 24 > SOLID && near[at] && !hole.marked()[at]) {
                seen++;
                alike += isAlike(sprite.pixels()[i], image.argb()[at]) ? 1 : 0;
            }
        }
        return seen > 0 && alike > GOES_ON * seen;
    }

    private boolean isAlike(int own, int seen) {
        for (int c = 0; c < 3; c++) {
            int shift = 16 - 8 * c;
            double lit = Math.min(255, ((own >> shift) & 255) * likeness.light()[c]);
            if (Math.abs(lit - ((seen >> shift) & 255)) > ALIKE) {
                return false;
            }
        }
        return true;
    }

    private Sprite sprite(Library library, Hole hole) {
        var look = likeness.look();
        var sprite = Sprite.of(
                library.artwork(look.figure()),
                likeness.place().transform(),
                new Rectangle2D.Double(0, 0, hole.width(), hole.height()));
        look.colour().ifPresent(colour -> colour.apply(sprite.pixels()));
        return sprite;
    }
}
