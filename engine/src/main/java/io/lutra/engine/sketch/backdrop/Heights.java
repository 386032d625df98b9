package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Brush;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import java.util.List;

/** High up in the air, among clouds. */
final class Heights implements Scenery {
    private final Setting setting;
    private final Palette palette;

    Heights(Setting setting, Palette palette) {
        this.setting = setting;
        this.palette = palette;
    }

    @Override
    public Floor floor() {
        return new Floor(1, .25, .8, Floor.Surface.NONE);
    }

    @Override
    public Light light() {
        var light = palette.light();
        return new Light(light.colour(), light.haze(), light.shadow(), 0);
    }

    @Override
    public List<Prop> props() {
        return List.of();
    }

    @Override
    public void far(Brush brush) {
        new Sky(setting, palette).paint(brush, brush.height());
    }

    @Override
    public void near(Brush brush) {
        if (setting.allows("cloud")) {
            bank(brush, "near", .5, .85, .16, .75);
        }
    }

    @Override
    public void front(Brush brush) {
        if (setting.allows("cloud")) {
            bank(brush, "front", .95, 1.05, .24, .96);
        }
        new Sky(setting, palette).fall(brush);
    }

    private void bank(Brush brush, String name, double top, double bottom, double size, double alpha) {
        var d = brush.dice().fork(name);
        int colour =
                setting.isDark() ? Tones.light(palette.skyMiddle(), .2) : Tones.mix(0xFFFFFF, palette.skyLow(), .2);
        int count = 4;
        for (int i = 0; i < count; i++) {
            double x = (i + d.unit()) / count * brush.width();
            double y = d.between(top, bottom) * brush.height();
            Sky.cloud(brush, d, x, y, brush.unit() * size * d.between(.8, 1.2), colour, alpha);
        }
    }
}
