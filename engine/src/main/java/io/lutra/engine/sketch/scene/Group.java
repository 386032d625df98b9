package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.library.Kind;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces that stay together: a cat and its hat, a knight on a horse. Its origin is the middle of its main piece's lower
 * edge. Mutable while it is put together; confined to one composition.
 */
final class Group {
    private final Kind kind;
    private final double seat;
    private final int subject;
    private List<Piece> pieces = new ArrayList<>();
    private int wearer;

    /**
     * @param kind of the main piece
     * @param seat where who sits on it sits, a part of the main piece's height from the top
     * @param subject its index in the idea
     */
    Group(Kind kind, double seat, int subject, Piece main) {
        this.seat = seat;
        this.kind = kind;
        this.subject = subject;
        pieces.add(main);
    }

    Kind kind() {
        return kind;
    }

    double seat() {
        return seat;
    }

    int subject() {
        return subject;
    }

    /** The main piece. */
    Piece main() {
        return pieces.getFirst();
    }

    /** The piece with the head: the main one unless a head was put on it. */
    Piece wearer() {
        return pieces.get(wearer);
    }

    /** Puts a head on the main piece. */
    void addHead(Piece head) {
        wearer = pieces.size();
        pieces.add(head);
    }

    List<Piece> pieces() {
        return pieces;
    }

    void add(Piece piece) {
        pieces.add(piece);
    }

    /** Takes the pieces of another group over, which is moved so that its origin comes to (x, y). */
    void attach(Group other, double x, double y, double scale, double orderShift, Piece.Stance stance) {
        var by = AffineTransform.getTranslateInstance(x, y);
        by.scale(scale, scale);
        for (var piece : other.pieces) {
            var moved = piece.moved(by, orderShift);
            pieces.add(piece.stance() == Piece.Stance.CARRIED ? moved : moved.standing(stance));
        }
    }

    /** Bounds of all pieces. */
    Rectangle2D bounds() {
        var bounds = pieces.getFirst().bounds();
        for (var piece : pieces) {
            bounds = bounds.createUnion(piece.bounds());
        }
        return bounds;
    }

    /** Mirrors the group about its own vertical axis. */
    void mirror() {
        transform(AffineTransform.getScaleInstance(-1, 1));
    }

    void turn(double degrees) {
        var bounds = main().bounds();
        transform(AffineTransform.getRotateInstance(Math.toRadians(degrees), bounds.getCenterX(), bounds.getMaxY()));
    }

    void scale(double factor) {
        transform(AffineTransform.getScaleInstance(factor, factor));
    }

    void transform(AffineTransform by) {
        pieces =
                new ArrayList<>(pieces.stream().map(piece -> piece.moved(by, 0)).toList());
    }

    boolean isMirrorable() {
        return pieces.stream().allMatch(piece -> piece.figure().mirrorable());
    }

    /** Whether it looks to the right. */
    boolean looksRight() {
        return wearer().figure().looksRight() != wearer().isMirrored();
    }
}
