package io.lutra.engine.sketch.sight;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.sketch.library.Figure;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.library.Library;
import io.lutra.imaging.Raster;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Finds drawings of the library in a picture by matching templates: every drawing, at several sizes, at every place, first on a
 * very small copy of the picture, then the best of them on a larger one. Safe to share between threads.
 */
final class Recogniser {
    /** The part of a drawing, seen exactly, that must have its colours for it to be seen at all. */
    private static final double CONFIRMED = 0.7;
    /** The same for a drawing that is plainly there from afar. */
    private static final double LIKELY = 0.5;

    /** Correlation on the smallest copy from which on a drawing is looked at more closely. */
    private static final double WORTH_A_LOOK = 0.4;

    private static final int THUMBNAIL = 24;
    private static final int COLUMNS = 64;
    private static final int COARSE = 18;
    /** Step, in pixels of the smallest copy, between the places tried. */
    private static final int STRIDE = 2;

    private static final int MIDDLE = 30;
    private static final int FINE = 48;
    /** What of a picture's side a drawing may reach over its edge. */
    private static final int MARGIN = 6;

    private static final int KEPT_COARSE = 400;
    private static final int KEPT_MIDDLE = 40;
    private static final int LOOKED_AT_CLOSELY = 16;
    /** Side of a drawing, as a fraction of the picture's, below which it is not the main thing. */
    private static final double SMALLEST = 0.35;

    /** Correlation from which on a large drawing is the first to be looked at closely, and if it is there, the last. */
    private static final double PLAIN = 0.9;
    /** Side of a drawing, as a fraction of the picture's, below which a likeness is often chance. */
    private static final double LARGE = 0.55;

    private static final int FLAGS = 9;

    private final Library library;
    private final List<Figure> figures;
    private final List<Patch> thumbnails;
    private final Map<String, Integer> indices = new HashMap<>();
    /** Concepts that are mere signs: squares, hearts, flags. Parts of nearly everything look like one. */
    private final Set<String> signs;

    private Recogniser(Library library, List<Figure> figures, List<Patch> thumbnails, Set<String> signs) {
        this.library = library;
        this.figures = figures;
        this.thumbnails = thumbnails;
        this.signs = signs;
        for (int i = 0; i < figures.size(); i++) {
            indices.put(figures.get(i).file(), i);
        }
    }

    /**
     * Reads {@code thumbnails.png}: all drawings of the library by file name, in rows of 64 squares of 24 pixels.
     *
     * @throws BadWeights if the file is missing or does not fit the library
     */
    static Recogniser load(Path directory, Library library) {
        Path file = directory.resolve("thumbnails.png");
        List<Figure> figures = library.entries().stream()
                .flatMap(entry -> entry.figures().stream())
                .sorted(Comparator.comparing(Figure::file))
                .toList();
        BufferedImage sheet;
        try {
            sheet = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new BadWeights("cannot read " + file + ": restore it from the release", e);
        }
        int rows = Math.ceilDiv(figures.size(), COLUMNS);
        if (sheet == null || sheet.getWidth() != COLUMNS * THUMBNAIL || sheet.getHeight() != rows * THUMBNAIL) {
            throw new BadWeights(file + " does not fit the library: restore both from the release");
        }
        List<Patch> thumbnails = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            int x = i % COLUMNS * THUMBNAIL;
            int y = i / COLUMNS * THUMBNAIL;
            int[] argb = sheet.getRGB(x, y, THUMBNAIL, THUMBNAIL, null, 0, THUMBNAIL);
            thumbnails.add(Patch.of(new Raster(THUMBNAIL, THUMBNAIL, argb), THUMBNAIL));
        }
        Set<String> signs = library.entries().stream()
                .filter(entry -> entry.kind() == Kind.SYMBOL || entry.concept().group() == FLAGS)
                .map(entry -> entry.concept().id())
                .collect(Collectors.toSet());
        return new Recogniser(library, figures, thumbnails, signs);
    }

    /**
     * How a picture is looked at.
     *
     * @param reach how far from the middle, as a part of the picture, a middle may be
     * @param sizes of what is looked for, in pixels of the smallest copy
     */
    record Glance(double reach, List<Integer> sizes) {
        /** Something large may be anywhere, also beyond the edges. */
        static final Glance ALL_OVER = new Glance(1, List.of(10, 12, 14, 16, 18));
        /** The picture was cut out around something. */
        static final Glance AT_THE_MIDDLE = new Glance(.12, List.of(11, 13, 15, 17));

        /** Whether a stretch of the padded smallest copy may be one. */
        private boolean allows(int from, int size) {
            double middle = (from - Math.floorDiv(COARSE, MARGIN) + size / 2.0) / COARSE;
            return Math.abs(middle - .5) <= reach;
        }
    }

    /** The main thing that the picture shows; empty unless it is large and surely known. */
    Optional<Sighting> look(Raster picture, Glance glance) {
        var spots = spots(field(picture, COARSE), glance);
        List<Sighting> found = ranked(
                IntStream.range(0, figures.size())
                        .filter(i -> !signs.contains(figures.get(i).concept()))
                        .parallel()
                        .boxed()
                        .flatMap(i -> best(i, spots)),
                KEPT_COARSE);
        var middle = field(picture, MIDDLE);
        found = ranked(found.parallelStream().map(sighting -> refine(sighting, middle, MIDDLE)), KEPT_MIDDLE);
        var fine = field(picture, FINE);
        List<Sighting> refined =
                ranked(found.parallelStream().map(sighting -> refine(sighting, fine, FINE)), KEPT_MIDDLE);
        var plain = refined.stream()
                .filter(sighting -> sighting.score() >= PLAIN && sighting.side() >= LARGE)
                .limit(1)
                .toList();
        return confirmed(plain, picture, LIKELY).or(() -> confirmed(refined, picture, CONFIRMED));
    }

    /** Of what was sighted that which, seen near and exactly, is the likest; empty unless that is sure. */
    private Optional<Sighting> confirmed(List<Sighting> sightings, Raster picture, double least) {
        return sightings.stream()
                .limit(LOOKED_AT_CLOSELY)
                .parallel()
                .flatMap(sighting -> Likeness.confirm(library, sighting, picture).stream())
                .filter(likeness ->
                        likeness.score() >= least && likeness.place().side() >= SMALLEST * picture.width())
                .max(Comparator.comparingDouble(Likeness::score))
                .map(likeness -> Sighting.of(likeness, picture));
    }

    private static Field field(Raster picture, int side) {
        return new Field(Patch.of(picture, side).padded(side / MARGIN));
    }

    private static List<Sighting> ranked(Stream<Sighting> sightings, int kept) {
        return sightings
                .sorted(Comparator.comparingDouble(Sighting::weight)
                        .reversed()
                        .thenComparing(sighting -> sighting.figure().file()))
                .limit(kept)
                .toList();
    }

    /** A place on the smallest copy where a drawing may be. */
    private record Spot(int x, int y, int size, boolean mirrored, Window window) {}

    /** The places to try for every size, as they are and mirrored. */
    private static List<List<Spot>> spots(Field picture, Glance glance) {
        var spots = new ArrayList<List<Spot>>();
        for (int size : glance.sizes) {
            var ofSize = new ArrayList<Spot>();
            for (int y = 0; y <= picture.side() - size; y += STRIDE) {
                for (int x = 0; x <= picture.side() - size; x += STRIDE) {
                    if (glance.allows(x, size) && glance.allows(y, size)) {
                        ofSize.add(new Spot(x, y, size, false, picture.window(x, y, size, false)));
                        ofSize.add(new Spot(x, y, size, true, picture.window(x, y, size, true)));
                    }
                }
            }
            spots.add(ofSize);
        }
        return spots;
    }

    /** The best of the places for one drawing. */
    private Stream<Sighting> best(int index, List<List<Spot>> spots) {
        Sighting best = null;
        double most = WORTH_A_LOOK;
        for (var ofSize : spots) {
            var drawing =
                    new Template(thumbnails.get(index).resized(ofSize.getFirst().size()));
            for (var spot : ofSize) {
                double score = drawing.likeness(spot.window());
                if (score > most) {
                    most = score;
                    best = sighting(index, spot.x(), spot.y(), spot.size(), spot.mirrored(), COARSE, score);
                }
            }
        }
        return Stream.ofNullable(best);
    }

    /** What was found at a place of a padded copy of the given side. */
    private Sighting sighting(int index, int x, int y, int size, boolean mirrored, int scale, double score) {
        double margin = Math.floorDiv(scale, MARGIN);
        return new Sighting(
                figures.get(index), (x - margin) / scale, (y - margin) / scale, (double) size / scale, mirrored, score);
    }

    /** The same drawing near the same place, on a larger copy of the given side. */
    private Sighting refine(Sighting rough, Field picture, int scale) {
        int index = Objects.requireNonNull(indices.get(rough.figure().file()));
        Sighting best = rough;
        double most = -1;
        int margin = scale / MARGIN;
        int size0 = (int) Math.round(rough.side() * scale);
        for (int size = Math.max(8, size0 - 3); size <= Math.min(picture.side(), size0 + 3); size++) {
            var drawing = new Template(thumbnails.get(index).resized(size));
            int x0 = margin + (int) Math.round((rough.x() + rough.side() / 2) * scale - size / 2.0);
            int y0 = margin + (int) Math.round((rough.y() + rough.side() / 2) * scale - size / 2.0);
            for (int y = Math.max(0, y0 - 2); y <= Math.min(picture.side() - size, y0 + 2); y++) {
                for (int x = Math.max(0, x0 - 2); x <= Math.min(picture.side() - size, x0 + 2); x++) {
                    double score = drawing.likeness(picture.window(x, y, size, rough.mirrored()));
                    if (score > most) {
                        most = score;
                        best = sighting(index, x, y, size, rough.mirrored(), scale, score);
                    }
                }
            }
        }
        return best;
    }
}
