package io.lutra.engine.sketch.retouch;

import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Subject;
import io.lutra.engine.sketch.prompt.Thing;
import io.lutra.imaging.Raster;
import java.util.ArrayList;
import java.util.List;

/**
 * One edit to be made, as often as pictures are asked for. Immutable.
 *
 * @param idea what the prompt says
 * @param image to be edited
 * @param hole of the image's size
 * @param present what of the idea is in the picture already
 * @param commission what is to be painted into the hole
 */
public record Assignment(Idea idea, Raster image, Hole hole, List<Present> present, Commission commission) {
    /** Looks at the picture, which takes tenths of a second, and settles what is to be painted. */
    public static Assignment of(Library library, Idea idea, Raster image, Hole hole) {
        var present = Present.of(library, idea, image, hole);
        return new Assignment(idea, image, hole, present, Commission.of(library, idea, image, hole, present));
    }

    /**
     * The part of the idea that goes into one of several holes: a single thing goes into each, several are dealt out, and things that
     * stand to each other in some way stay together in the first.
     */
    Idea share(Idea idea, int index, int holes) {
        int things = idea.subjects().stream()
                .mapToInt(subject -> subject.thing().count().number())
                .sum();
        if (holes == 1 || things == 1) {
            return idea;
        }
        var dealt = new ArrayList<Subject>();
        int before = 0;
        for (var subject : idea.subjects()) {
            int count = subject.thing().count().number();
            int mine = 0;
            for (int i = 0; i < count; i++) {
                mine += (before + i) % holes == index ? 1 : 0;
            }
            before += count;
            boolean isTied = !idea.relations().isEmpty();
            if (isTied ? index == 0 : mine > 0) {
                dealt.add(isTied ? subject : times(subject, mine));
            }
        }
        return new Idea(
                dealt,
                idea.relations().isEmpty() || dealt.size() < idea.subjects().size() ? List.of() : idea.relations(),
                idea.backdrop(),
                idea.styles(),
                idea.moods(),
                idea.framing(),
                idea.lettering(),
                idea.exclusions());
    }

    private static Subject times(Subject subject, int count) {
        var thing = subject.thing();
        return new Subject(
                new Thing(thing.words(), thing.candidates(), new Count(count, true), thing.look()),
                subject.worn(),
                subject.held(),
                subject.placement());
    }
}
