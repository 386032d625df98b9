package io.lutra.engine.sketch;

import io.lutra.engine.Studio;
import io.lutra.engine.sketch.prompt.reader.Nearness;
import io.lutra.imaging.Raster;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws the judged prompts onto contact sheets, to be looked at.
 *
 * <p>Arguments: the repository, a directory for the sheets, and, if not all are wanted, the numbers of the prompts.
 */
final class Gallery {
    private static final int SIDE = 256;
    private static final int COLUMNS = 5;
    private static final int PER_SHEET = 20;
    private static final int CAPTION = 16;
    private static final long SEED = 7;

    private Gallery() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var root = Path.of(arguments[0]);
        var out = Files.createDirectories(Path.of(arguments[1]));
        var all = Files.readAllLines(root.resolve("engine/src/test/resources/io/lutra/engine/sketch/prompts.txt"));
        var wanted = new java.util.ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            if (arguments.length == 2
                    || List.of(arguments).subList(2, arguments.length).contains("" + (i + 1))) {
                wanted.add(i);
            }
        }
        try (var model = SketchModel.load(root.resolve("models/sketch"), Nearness.NONE)) {
            var studio = new Studio(model);
            for (int first = 0; first < wanted.size(); first += PER_SHEET) {
                var numbers = wanted.subList(first, Math.min(first + PER_SHEET, wanted.size()));
                ImageIO.write(
                        sheet(studio, all, numbers),
                        "png",
                        out.resolve("sheet-" + first / PER_SHEET + ".png").toFile());
            }
        }
    }

    private static BufferedImage sheet(Studio studio, List<String> prompts, List<Integer> numbers)
            throws InterruptedException {
        int rows = (numbers.size() + COLUMNS - 1) / COLUMNS;
        var sheet = new BufferedImage(COLUMNS * SIDE, rows * (SIDE + CAPTION), BufferedImage.TYPE_INT_RGB);
        var graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int i = 0; i < numbers.size(); i++) {
            int x = i % COLUMNS * SIDE;
            int y = i / COLUMNS * (SIDE + CAPTION);
            var prompt = prompts.get(numbers.get(i));
            place(graphics, studio.draw(prompt, SIDE, SIDE, SEED), x, y + CAPTION);
            graphics.setColor(Color.BLACK);
            graphics.drawString(
                    (numbers.get(i) + 1) + " " + prompt.substring(0, Math.min(36, prompt.length())), x + 2, y + 12);
        }
        graphics.dispose();
        return sheet;
    }

    private static void place(Graphics2D graphics, Raster picture, int x, int y) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, picture.width(), picture.height(), picture.argb(), 0, picture.width());
        graphics.drawImage(image, x, y, null);
    }
}
