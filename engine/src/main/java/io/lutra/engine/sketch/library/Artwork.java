package io.lutra.engine.sketch.library;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;

/** A parsed drawing, ready to be painted at any size. Immutable, safe to share. */
public final class Artwork {
    private final SVGDocument document;

    Artwork(SVGDocument document) {
        this.document = document;
    }

    /** Paints the square of the drawing into (0, 0, side, side) of the graphics, under its transform. */
    public void paint(Graphics2D graphics, double side) {
        document.renderWithPlatform(
                NullPlatformSupport.INSTANCE, graphics, new ViewBox(0, 0, (float) side, (float) side));
    }
}
