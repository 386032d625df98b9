package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Light;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A place seen through a round opening; outside of it there is nothing. */
record Badge(Scenery place) implements Scenery {
    private static final double RADIUS = .47;

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
        return place.props();
    }

    @Override
    public void far(Brush brush) {
        place.far(brush);
    }

    @Override
    public void near(Brush brush) {
        place.near(brush);
    }

    @Override
    public void front(Brush brush) {
        place.front(brush);
        double a = brush.width() / 2 - (.5 - RADIUS) * brush.unit();
        double b = brush.height() / 2 - (.5 - RADIUS) * brush.unit();
        var opening = new Ellipse2D.Double(brush.width() / 2 - a, brush.height() / 2 - b, 2 * a, 2 * b);
        var around = new Area(new Rectangle2D.Double(0, 0, brush.width(), brush.height()));
        around.subtract(new Area(opening));
        var graphics = brush.graphics();
        graphics.setComposite(AlphaComposite.DstOut);
        brush.fill(around, Color.BLACK);
        graphics.setComposite(AlphaComposite.SrcOver);
    }
}
