package com.example;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.imaging.BadPicture;
import io.lutra.imaging.DecodedPicture;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.PictureLimits;
import io.lutra.imaging.PictureReader;
import io.lutra.imaging.Png;
import io.lutra.imaging.Raster;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A model of Lutra's engine as LangChain4j's {@link ImageModel}, without a server. Pictures go in and out as base64. Safe to
 * share: one prompt is drawn after the other; an interrupt cancels between two steps.
 */
public final class LutraImageModel implements ImageModel {
    private static final PictureLimits LIMITS = new PictureLimits(
            Set.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP), 4096, 4096L * 4096);

    private final io.lutra.engine.ImageModel model;
    private final int side;
    private final RandomGenerator random;
    private final ReentrantLock drawing = new ReentrantLock();

    /**
     * @param model borrowed; used by nobody else meanwhile
     * @param side width and height of generated pictures, in pixels
     * @param random the source of seeds
     */
    public LutraImageModel(io.lutra.engine.ImageModel model, int side, RandomGenerator random) {
        this.model = model;
        this.side = side;
        this.random = random;
    }

    @Override
    public Response<Image> generate(String prompt) {
        return Response.from(generate(prompt, 1).content().getFirst());
    }

    @Override
    public Response<List<Image>> generate(String prompt, int n) {
        return Response.from(draw(
                new Generation(prompt, new Output(side, side, n, seed()), model.info().defaults())));
    }

    /** {@inheritDoc} Where the image is fully transparent it is repainted. */
    @Override
    public Response<Image> edit(Image image, String prompt) {
        return edit(image, image, prompt);
    }

    /** {@inheritDoc} Where the mask is fully transparent the image is repainted; every other pixel stays as it is. */
    @Override
    public Response<Image> edit(Image image, Image mask, String prompt) {
        var original = read(image);
        var output = new Output(original.width(), original.height(), 1, seed());
        var edit = new Edit(original, read(mask), prompt, output, model.info().defaults());
        return Response.from(draw(edit).getFirst());
    }

    private long seed() {
        return random.nextLong(1L << 32);
    }

    private List<Image> draw(PictureRequest request) {
        drawing.lock();
        try {
            return new Studio(model).draw(request, progress -> {}).stream()
                    .map(LutraImageModel::image)
                    .toList();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("drawing was cancelled", cancelled);
        } finally {
            drawing.unlock();
        }
    }

    private static Image image(Raster picture) {
        return Image.builder()
                .base64Data(Base64.getEncoder().encodeToString(Png.encode(picture, Map.of())))
                .mimeType("image/png")
                .build();
    }

    private static Raster read(Image image) {
        if (image.base64Data() == null) {
            throw new IllegalArgumentException("the image must hold base64 data; links are not followed");
        }
        return switch (PictureReader.read(Base64.getDecoder().decode(image.base64Data()), LIMITS)) {
            case DecodedPicture picture -> picture.raster();
            case BadPicture bad -> throw new IllegalArgumentException("the image cannot be read: " + bad.reason());
        };
    }
}
