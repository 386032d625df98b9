package io.lutra.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import javax.imageio.ImageIO;

/** What every picture that a client received must be. */
final class Pictures {
    private Pictures() {}

    /** Decodes a square PNG of the given side that shows something: many colours, not one flat area. */
    static BufferedImage decode(byte[] png, int side) throws IOException {
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(side);
        assertThat(image.getHeight()).isEqualTo(side);
        var colours = new HashSet<Integer>();
        for (int y = 0; y < side; y += 4) {
            for (int x = 0; x < side; x += 4) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertThat(colours).as("colours of the picture").hasSizeGreaterThan(20);
        return image;
    }
}
