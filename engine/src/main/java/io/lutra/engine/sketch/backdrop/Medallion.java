package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/**
 * A place seen through an opening in a plain sheet, as on a badge.
 *
 * @param place what is seen
 * @param sheet colour of the sheet
 * @param rim colour of the opening's rim
 * @param form of the opening, 0 to 2: round, a rounded square, a shield
 */
record Medallion(Scenery place, int sheet, int rim, int form) implements Scenery {
    private static final double RADIUS = .4;

    @Override
    public Floor floor() {
        return place.floor();
    }

    @Override
    public Light light() {
        return place.light();
    }

    @Override
    public List<Prop> props() {
        return List.of();
    }

    @Override
    public void far(Brush brush) {
        place.far(brush);
    }

    @Override
    public void near(Brush brush) {
        place.near(brush);
        double u = brush.unit();
        var opening = opening(brush, RADIUS * u);
        var around = new Area(new Rectangle2D.Double(0, 0, brush.width(), brush.height()));
        around.subtract(new Area(opening));
        brush.fill(around, Tones.color(sheet));
        brush.stroke(opening, u * .022, Tones.color(rim));
        brush.stroke(opening(brush, RADIUS * u * .93), u * .005, Tones.color(sheet, .85));
    }

    private Shape opening(Brush brush, double r) {
        double x = brush.width() / 2;
        double y = brush.height() / 2;
        return switch (form) {
            case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            case 1 -> new RoundRectangle2D.Double(x - r * .92, y - r * .92, 1.84 * r, 1.84 * r, r * .8, r * .8);
            default -> {
                var shield = new Path2D.Double();
                shield.moveTo(x - r * .92, y - r * .9);
                shield.quadTo(x, y - r * 1.12, x + r * .92, y - r * .9);
                shield.curveTo(x + r, y + r * .25, x + r * .55, y + r * .8, x, y + r * 1.12);
                shield.curveTo(x - r * .55, y + r * .8, x - r, y + r * .25, x - r * .92, y - r * .9);
                shield.closePath();
                yield shield;
            }
        };
    }

    @Override
    public void front(Brush brush) {
        // What is shown stands before the sheet.
    }
}
