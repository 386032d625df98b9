package io.lutra.cli.bench;

import io.lutra.engine.Drawing;
import io.lutra.engine.ImageModel;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.imaging.Png;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Times a model without the server: the text encoder over the whole prompt (as a prompt of unknown words costs), reading and
 * composing, painting, and encoding PNG. Used by one thread.
 */
public final class ModelTimes {
    /** The head of a table of {@link #row rows}. */
    public static final String HEAD =
            "| side | n | text | scene | painting | PNG | all |\n|---|---|---|---|---|---|---|";

    /** What is drawn in every round. */
    public static final List<String> PROMPTS = List.of(
            "A cute baby sea otter wearing a beret",
            "two red apples next to a blue vase on a table",
            "three penguins under a rainbow at night",
            "a wizard holding a book in the forest",
            "a small white sailboat on the sea at sunset");

    private static final int STAGES = 5;

    private final Consumer<String> encoder;
    private final ImageModel model;
    private final int rounds;

    /**
     * Of a model.
     *
     * @param encoder reads a prompt with the text encoder
     * @param rounds how often each row is measured, 1 or more
     */
    public ModelTimes(Consumer<String> encoder, ImageModel model, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be 1 or more, but is " + rounds);
        }
        this.encoder = encoder;
        this.model = model;
        this.rounds = rounds;
    }

    /** Draws a few rounds that do not count, so that everything is compiled. */
    public void warmUp(int times) {
        for (int i = 0; i < times; i++) {
            round(512, 4, i);
        }
    }

    /** A row of the table: milliseconds for one picture, median and best of the rounds. */
    public String row(int side, int count) {
        round(side, count, 1000);
        var times = new double[STAGES][rounds];
        for (int i = 0; i < rounds; i++) {
            double[] round = round(side, count, 2000 + i);
            for (int stage = 0; stage < STAGES; stage++) {
                times[stage][i] = round[stage];
            }
        }
        var row = new StringBuilder("| " + side + " | " + count + " |");
        for (double[] stage : times) {
            Arrays.sort(stage);
            row.append(String.format(Locale.ROOT, " %.1f (%.1f) |", stage[rounds / 2], stage[0]));
        }
        return row.toString();
    }

    /** Milliseconds a picture: text, scene, painting, PNG, all. */
    private double[] round(int side, int count, long seed) {
        var sums = new double[STAGES];
        for (String prompt : PROMPTS) {
            long begun = System.nanoTime();
            encoder.accept(prompt);
            long understood = System.nanoTime();
            List<Drawing> drawings = model.begin(new Generation(
                    prompt, new Output(side, side, count, seed), model.info().defaults()));
            try {
                long composed = System.nanoTime();
                while (!drawings.getFirst().isFinished()) {
                    model.step(drawings);
                }
                var pictures = drawings.stream().map(Drawing::picture).toList();
                long painted = System.nanoTime();
                for (var picture : pictures) {
                    Png.encode(picture, Map.of());
                }
                long encoded = System.nanoTime();
                sums[0] += understood - begun;
                sums[1] += composed - understood;
                sums[2] += painted - composed;
                sums[3] += encoded - painted;
                sums[4] += encoded - begun;
            } finally {
                drawings.forEach(Drawing::close);
            }
        }
        return Arrays.stream(sums)
                .map(sum -> sum / 1e6 / count / PROMPTS.size())
                .toArray();
    }
}
