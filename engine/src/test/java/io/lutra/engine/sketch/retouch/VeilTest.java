package io.lutra.engine.sketch.retouch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.library.Library;
import io.lutra.imaging.Raster;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VeilTest {
    private static final int SIDE = 200;
    private static final int HOLE = 150;

    private static Library library;

    @BeforeAll
    static void open() {
        library = Library.load(Path.of(System.getProperty("lutra.root"), "models", "sketch"));
    }

    @AfterAll
    static void close() {
        library.close();
    }

    @Test
    void coversABallThatIsAboutToEnd() {
        var ball = new Ellipse2D.Double(60, 60, 100, 100);

        var veil = veil(graphics -> fill(graphics, ball, Color.RED));

        assertThat(veil[140 * SIDE + 110]).isTrue();
        assertThat(veil[100 * SIDE + 110]).isTrue();
        assertThat(veil[140 * SIDE + 20]).isFalse();
    }

    @Test
    void coversAThingOfManyColours() {
        var veil = veil(graphics -> {
            fill(graphics, new Ellipse2D.Double(60, 60, 100, 100), Color.RED);
            fill(graphics, new Rectangle2D.Double(95, 130, 30, 30), Color.YELLOW);
        });

        assertThat(veil[145 * SIDE + 110]).isTrue();
        assertThat(veil[145 * SIDE + 85]).isTrue();
    }

    @Test
    void leavesWhatGoesOn() {
        var road = new Path2D.Double();
        road.moveTo(90, 80);
        road.lineTo(110, 80);
        road.lineTo(150, 200);
        road.lineTo(50, 200);

        assertThat(veil(graphics -> fill(graphics, road, Color.GRAY))).doesNotContain(true);
        assertThat(veil(graphics -> {
                    graphics.setStroke(new BasicStroke(12));
                    graphics.setColor(Color.BLACK);
                    graphics.draw(new Line2D.Double(100, 0, 100, 200));
                }))
                .doesNotContain(true);
    }

    @Test
    void coversNothingBesideAHoleInTheMiddle() {
        var veil = Veil.over(
                picture(graphics -> fill(graphics, new Ellipse2D.Double(60, 60, 100, 100), Color.RED)),
                hole(150, 160),
                List.of(),
                library);

        assertThat(veil).doesNotContain(true);
    }

    private static boolean[] veil(Consumer<Graphics2D> drawing) {
        return Veil.over(picture(drawing), hole(HOLE, SIDE), List.of(), library);
    }

    private static void fill(Graphics2D graphics, Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    private static Raster picture(Consumer<Graphics2D> drawing) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(0x88AACC));
        graphics.fillRect(0, 0, SIDE, SIDE);
        drawing.accept(graphics);
        graphics.dispose();
        return Raster.of(image);
    }

    private static Hole hole(int top, int bottom) {
        var argb = new int[SIDE * SIDE];
        for (int i = 0; i < argb.length; i++) {
            boolean isMissing = i >= top * SIDE && i < bottom * SIDE && (bottom == SIDE || i % SIDE > 20);
            boolean isRight = i % SIDE > SIDE - 20 && bottom != SIDE;
            argb[i] = isMissing && !isRight ? 0 : 0xFF000000;
        }
        return Hole.of(new Raster(SIDE, SIDE, argb));
    }
}
