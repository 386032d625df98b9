package com.example;

import io.lutra.engine.Studio;
import io.lutra.engine.sketch.SketchModel;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Draws a fox into a file. */
public final class DrawAFox {
    private DrawAFox() {}

    /** Takes Lutra's folder of models and the file to write. */
    public static void main(String[] arguments) throws Exception {
        try (var model = SketchModel.load(Path.of(arguments[0], "sketch"), Nearness.NONE)) {
            var picture = new Studio(model).draw("a red fox in a snowy forest", 512, 512, 42);
            Files.write(Path.of(arguments[1]), Png.encode(picture, Map.of()));
        }
    }
}
