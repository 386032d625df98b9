package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Subject;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Dresses a drawing that is in a picture already, where there is room. */
final class Fitting {
    /** The least part of an attire that must have room for it to be worn at all, and for it to be worn as large as it is. */
    private static final double SOME = .15;

    private static final double ALL = .94;
    private static final double SMALLER = .94;
    private static final int TRIES = 12;
    /** How far a piece may be moved, in steps of a part of its own size. */
    private static final int[] STEPS = {0, -1, 1, -2, 2, -3, 3};

    private static final double SHIFT = .1;
    /** What part of having room a step is worth. */
    private static final double WORTH = .012;

    private final Wardrobe wardrobe;
    private final ToDoubleFunction<Rectangle2D> room;

    Fitting(Casting casting, Dice dice, ToDoubleFunction<Rectangle2D> room) {
        this.wardrobe = new Wardrobe(casting, dice.fork("wardrobe"));
        this.room = room;
    }

    /** The drawing itself and what it wears and holds, in the order of painting. */
    List<Piece> dress(Subject subject, Sitter sitter) {
        var main = new Piece(sitter.figure(), sitter.place(), sitter.colour(), 0, Piece.Stance.CARRIED, 1, false);
        var group = new Group(sitter.entry().kind(), sitter.entry().seat(), 0, main);
        wardrobe.dress(group, subject, 0);
        var pieces = new ArrayList<Piece>();
        for (var piece : group.pieces()) {
            if (piece.figure().equals(main.figure())) {
                pieces.add(piece);
            } else if (room.applyAsDouble(piece.bounds()) > SOME) {
                pieces.add(fitted(piece));
            }
        }
        pieces.sort(Comparator.comparingDouble(Piece::order));
        return pieces;
    }

    /** Whether any of what the subject wears or holds has room. */
    boolean hasRoom(Subject subject, Sitter sitter) {
        return dress(subject, sitter).size() > 1;
    }

    /** The piece, as little smaller and as little moved as it must be to have room; as it is if nothing helps. */
    private Piece fitted(Piece piece) {
        var bounds = piece.bounds();
        var best = piece;
        double most = room.applyAsDouble(bounds);
        double scale = 1;
        for (int i = 0; i < TRIES && most < ALL; i++) {
            for (int step : STEPS) {
                for (int fall : STEPS) {
                    double x = bounds.getCenterX() + step * SHIFT * bounds.getWidth();
                    double y = bounds.getMaxY() + fall * SHIFT * bounds.getHeight();
                    var by = AffineTransform.getTranslateInstance(x, y);
                    by.scale(scale, scale);
                    by.translate(-bounds.getCenterX(), -bounds.getMaxY());
                    var moved = piece.moved(by, 0);
                    double fits = room.applyAsDouble(moved.bounds()) - WORTH * (Math.abs(step) + Math.abs(fall));
                    if (fits > most) {
                        most = fits;
                        best = moved;
                    }
                }
            }
            scale *= SMALLER;
        }
        return best;
    }
}
