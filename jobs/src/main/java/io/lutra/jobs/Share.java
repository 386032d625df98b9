package io.lutra.jobs;

import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Variation;

/**
 * Neighbouring pictures of a job that are begun together.
 *
 * @param from index of the first
 */
record Share(LocalJob job, int from, int count) {
    /** The request for these pictures alone; a picture depends on its own seed only, so it comes out the same. */
    PictureRequest request() {
        var whole = job.spec().request();
        var all = whole.output();
        var output = new Output(all.width(), all.height(), count, all.seedOf(from));
        return switch (whole) {
            case Generation g -> new Generation(g.prompt(), output, g.settings());
            case Edit e -> new Edit(e.image(), e.mask(), e.prompt(), output, e.settings());
            case Variation v -> new Variation(v.image(), v.strength(), output, v.settings());
        };
    }
}
