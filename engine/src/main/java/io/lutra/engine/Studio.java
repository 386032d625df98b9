package io.lutra.engine;

import io.lutra.imaging.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Draws one request after the other on the calling thread: the simple way to use a model without a server.
 *
 * <p>An interrupt of the calling thread is a cancellation: noticed between two steps.
 */
public final class Studio {
    private final ImageModel model;

    /** Borrows the model, which must be used by nobody else meanwhile. */
    public Studio(ImageModel model) {
        this.model = model;
    }

    /** Draws {@code prompt} with the model's default settings. */
    public Raster draw(String prompt, int width, int height, long seed) throws InterruptedException {
        var output = new PictureRequest.Output(width, height, 1, seed);
        return draw(new PictureRequest.Generation(prompt, output, model.info().defaults()), drawing -> {})
                .getFirst();
    }

    /**
     * Draws all pictures of a request.
     *
     * @param progress told of every drawing after every step it took
     * @throws InterruptedException if the thread was interrupted; nothing of the request is left on the device
     */
    public List<Raster> draw(PictureRequest request, Consumer<Drawing> progress) throws InterruptedException {
        var drawings = model.begin(request);
        try {
            for (var active = batch(drawings); !active.isEmpty(); active = batch(drawings)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("cancelled between two steps");
                }
                model.step(active);
                active.forEach(progress);
            }
            return drawings.stream().map(Drawing::picture).toList();
        } finally {
            drawings.forEach(Drawing::close);
        }
    }

    private List<Drawing> batch(List<Drawing> drawings) {
        var batch = new ArrayList<Drawing>();
        for (var drawing : drawings) {
            if (!drawing.isFinished()
                    && batch.size() < model.info().maxBatch()
                    && (batch.isEmpty() || drawing.joins(batch.getFirst()))) {
                batch.add(drawing);
            }
        }
        return batch;
    }
}
