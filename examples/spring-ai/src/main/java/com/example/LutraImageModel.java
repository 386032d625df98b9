package com.example;

import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageGenerationMetadata;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

/**
 * A model of Lutra's engine as Spring AI's {@link ImageModel}, without a server. Pictures are PNGs in base64, or {@code data:}
 * URLs where the options' response format is {@code url}. Safe to share: one prompt is drawn after the other.
 */
public final class LutraImageModel implements ImageModel {
    private final io.lutra.engine.ImageModel model;
    private final RandomGenerator random;
    private final ReentrantLock drawing = new ReentrantLock();

    /**
     * @param model borrowed; used by nobody else meanwhile
     * @param random the source of seeds
     */
    public LutraImageModel(io.lutra.engine.ImageModel model, RandomGenerator random) {
        this.model = model;
        this.random = random;
    }

    /** The seed that draws a picture again. */
    public record Seed(long value) implements ImageGenerationMetadata {}

    /** {@inheritDoc} An interrupt of the thread cancels it between two steps. */
    @Override
    public ImageResponse call(ImagePrompt prompt) {
        var options = Optional.ofNullable(prompt.getOptions());
        int side = model.info().sizes().nativeSide();
        long seed = random.nextLong(1L << 32);
        var output = new Output(
                options.map(ImageOptions::getWidth).orElse(side),
                options.map(ImageOptions::getHeight).orElse(side),
                options.map(ImageOptions::getN).orElse(1),
                seed);
        var text = prompt.getInstructions().stream().map(ImageMessage::getText).collect(Collectors.joining(" "));
        boolean isUrl = options.map(ImageOptions::getResponseFormat).filter("url"::equals).isPresent();
        drawing.lock();
        try {
            var request = new Generation(text, output, model.info().defaults());
            var generations = new ArrayList<ImageGeneration>();
            for (var picture : new Studio(model).draw(request, progress -> {})) {
                generations.add(new ImageGeneration(
                        image(picture, isUrl), new Seed(output.seedOf(generations.size()))));
            }
            return new ImageResponse(generations);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("drawing was cancelled", cancelled);
        } finally {
            drawing.unlock();
        }
    }

    private static Image image(Raster picture, boolean isUrl) {
        var base64 = Base64.getEncoder().encodeToString(Png.encode(picture, Map.of()));
        return isUrl ? new Image("data:image/png;base64," + base64, null) : new Image(null, base64);
    }
}
