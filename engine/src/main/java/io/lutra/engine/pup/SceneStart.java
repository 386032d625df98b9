package io.lutra.engine.pup;

import io.lutra.engine.ImageModel;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Background;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.imaging.Raster;
import java.util.List;
import java.util.Optional;

/**
 * Lets another model draft what is to be drawn: the network is shown the draft as a reference, and begins from it as far as the
 * strength says. The model is borrowed, and used by the thread that drives the drawing model only.
 *
 * @param model that drafts, such as {@code lutra-sketch}; one that supports generations and edits
 * @param strength how far to go from the draft, above 0 to 1; 1 begins from noise alone, with the draft in sight
 */
public record SceneStart(ImageModel model, double strength) {
    /** Refuses a strength outside of (0, 1]. */
    public SceneStart {
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength must be above 0 and at most 1, but is " + strength);
        }
    }

    /** The draft of one picture of a request; empty where the model does not draw such. */
    Optional<Raster> draft(PictureRequest request, PictureRequest.Output output) {
        var info = model.info();
        if (!info.operations().contains(request.operation()) || !info.sizes().allow(output.width(), output.height())) {
            return Optional.empty();
        }
        var defaults = info.defaults();
        var settings = new Settings(
                defaults.steps(),
                defaults.guidanceScale(),
                request.settings().negativePrompt(),
                Background.PAINTED,
                Recipe.OWN);
        return switch (request) {
            case PictureRequest.Generation generation ->
                Optional.of(drawn(new PictureRequest.Generation(generation.prompt(), output, settings)));
            case PictureRequest.Edit edit ->
                Optional.of(drawn(new PictureRequest.Edit(edit.image(), edit.mask(), edit.prompt(), output, settings)));
            case PictureRequest.Variation variation -> Optional.empty();
        };
    }

    private Raster drawn(PictureRequest request) {
        try (var drawing = model.begin(request).getFirst()) {
            while (!drawing.isFinished()) {
                model.step(List.of(drawing));
            }
            return drawing.picture();
        }
    }
}
