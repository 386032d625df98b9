package io.lutra.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.engine.sketch.library.Library;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.engine.sketch.sight.Likeness;
import io.lutra.engine.sketch.sight.Probe;
import io.lutra.imaging.Raster;
import io.lutra.imaging.Scaling;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Measures what the model card says of variations. */
class VariationTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("lutra.root"), "models", "sketch");
    private static final int SIDE = 256;
    private static final int SMALL = 32;
    private static final double STRENGTH = .6;
    private static final double LEAST_DIFFERENCE = .03;
    private static final double FARTHEST_PALETTE = .1;

    private static SketchModel model;

    @BeforeAll
    static void load() {
        model = SketchModel.load(DIRECTORY, Nearness.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void ofAnOwnPictureShowItsSubject() throws InterruptedException {
        var otter = new Studio(model).draw("A cute baby sea otter", SIDE, SIDE, 7);

        var siblings = vary(otter, 2);

        assertSiblings(otter, siblings);
        try (var library = Library.load(DIRECTORY)) {
            var looks = library.find("otter").orElseThrow().figures().stream()
                    .map(figure -> new Probe.Look(figure, Optional.empty()))
                    .toList();
            for (var sibling : siblings) {
                assertThat(Likeness.find(library, looks, sibling, new boolean[SIDE * SIDE]))
                        .as("the otter")
                        .isPresent();
            }
        }
    }

    @Test
    void ofAPhotographAreSiblingsOfIt() throws InterruptedException {
        var photograph = photograph();

        assertSiblings(photograph, vary(photograph, 4));
    }

    @Test
    void ofADoodleAreSiblingsOfIt() throws InterruptedException {
        var doodle = doodle();

        assertSiblings(doodle, vary(doodle, 4));
    }

    private static void assertSiblings(Raster original, List<Raster> siblings) {
        for (int i = 0; i < siblings.size(); i++) {
            assertThat(difference(original, siblings.get(i))).as("difference").isGreaterThan(LEAST_DIFFERENCE);
            assertThat(paletteDistance(original, siblings.get(i)))
                    .as("distance of palettes")
                    .isLessThan(FARTHEST_PALETTE);
            for (int j = 0; j < i; j++) {
                assertThat(difference(siblings.get(i), siblings.get(j)))
                        .as("difference of siblings %d and %d", i, j)
                        .isGreaterThan(LEAST_DIFFERENCE);
            }
        }
    }

    private static List<Raster> vary(Raster picture, int count) throws InterruptedException {
        var output = new Output(SIDE, SIDE, count, 100);
        return new Studio(model)
                .draw(
                        new PictureRequest.Variation(
                                picture, STRENGTH, output, model.info().defaults()),
                        drawing -> {});
    }

    /** Mean absolute difference of the channels of small copies, 0 to 1. */
    private static double difference(Raster one, Raster other) {
        var a = Scaling.to(one, SMALL, SMALL).argb();
        var b = Scaling.to(other, SMALL, SMALL).argb();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += distance(a[i], b[i]);
        }
        return sum / a.length;
    }

    /** How far the colours of each are from the nearest of the other's, by what they take of the picture; the mean of both ways. */
    private static double paletteDistance(Raster one, Raster other) {
        var a = palette(one);
        var b = palette(other);
        return (toNearest(a, b) + toNearest(b, a)) / 2;
    }

    private record Tone(int colour, int pixels) {}

    private static double toNearest(List<Tone> from, List<Tone> to) {
        double sum = 0;
        int pixels = 0;
        for (var tone : from) {
            sum += tone.pixels
                    * to.stream()
                            .mapToDouble(other -> distance(tone.colour, other.colour))
                            .min()
                            .orElse(1);
            pixels += tone.pixels;
        }
        return sum / pixels;
    }

    /** The colours that take one part in a hundred or more, of 512. */
    private static List<Tone> palette(Raster picture) {
        var small = Scaling.to(picture, 2 * SMALL, 2 * SMALL).argb();
        var sums = new HashMap<Integer, int[]>();
        for (int pixel : small) {
            int bin = (((pixel >> 21) & 7) << 6) | (((pixel >> 13) & 7) << 3) | ((pixel >> 5) & 7);
            var sum = sums.computeIfAbsent(bin, any -> new int[4]);
            sum[0] += (pixel >> 16) & 255;
            sum[1] += (pixel >> 8) & 255;
            sum[2] += pixel & 255;
            sum[3]++;
        }
        var tones = new ArrayList<Tone>();
        for (var sum : sums.values()) {
            if (sum[3] * 100 >= small.length) {
                int colour = ((sum[0] / sum[3]) << 16) | ((sum[1] / sum[3]) << 8) | (sum[2] / sum[3]);
                tones.add(new Tone(colour, sum[3]));
            }
        }
        return tones;
    }

    private static double distance(int a, int b) {
        double sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            sum += Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
        }
        return sum / (3 * 255);
    }

    /** A shaded striped ball on grainy sand below a sky. */
    private static Raster photograph() {
        var random = new Random(4);
        var argb = new int[SIDE * SIDE];
        for (int i = 0; i < argb.length; i++) {
            double x = (i % SIDE - 130) / 48.0;
            int row = i / SIDE;
            double y = (row - 160) / 48.0;
            double depth = 1 - x * x - y * y;
            double light = 1;
            var colour = row < 110 ? new Color(120 + row / 2, 160 + row / 3, 225) : new Color(190, 165, 125);
            if (depth > 0) {
                light = Math.max(.12, -.5 * x - .6 * y + .62 * Math.sqrt(depth));
                colour = Math.sin(9 * (x * .8 + y * .3)) > 0 ? new Color(200, 40, 45) : new Color(232, 226, 214);
            }
            double grain = random.nextGaussian() * (row < 110 || depth > 0 ? 3 : 9);
            argb[i] = 0xFF000000
                    | (level(colour.getRed() * light + grain) << 16)
                    | (level(colour.getGreen() * light + grain) << 8)
                    | level(colour.getBlue() * light + grain);
        }
        return new Raster(SIDE, SIDE, argb);
    }

    private static int level(double value) {
        return (int) Math.clamp(value, 0, 255);
    }

    /** A house, a tree and the sun in thick pens. */
    private static Raster doodle() {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0xFBFAF5));
        pen.fillRect(0, 0, SIDE, SIDE);
        pen.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.setColor(new Color(0x25262B));
        var house = new Path2D.Double();
        house.moveTo(75, 110);
        house.lineTo(77, 192);
        house.lineTo(180, 190);
        house.lineTo(181, 112);
        house.lineTo(68, 113);
        house.lineTo(127, 58);
        house.lineTo(190, 112);
        pen.draw(house);
        pen.setColor(new Color(0xE3A21A));
        pen.draw(new Ellipse2D.Double(25, 25, 38, 36));
        pen.setColor(new Color(0x3C8B3A));
        pen.draw(new Line2D.Double(5, 208, 250, 205));
        pen.setColor(new Color(0xC23A34));
        pen.draw(new Ellipse2D.Double(203, 122, 32, 40));
        pen.draw(new Line2D.Double(219, 162, 219, 205));
        pen.dispose();
        return Raster.of(image);
    }
}
