package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Light;
import java.util.List;

/** Nothing, for subjects that are put into another picture. */
record Nowhere(Light light) implements Scenery {
    @Override
    public Floor floor() {
        return new Floor(.7, .8, .98, Floor.Surface.GROUND);
    }

    @Override
    public List<Prop> props() {
        return List.of();
    }

    @Override
    public void far(Brush brush) {
        // The other picture is what is far.
    }

    @Override
    public void near(Brush brush) {
        // The other picture is the ground.
    }

    @Override
    public void front(Brush brush) {
        // The other picture is before it, too.
    }
}
