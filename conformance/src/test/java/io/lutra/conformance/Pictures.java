package io.lutra.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import javax.imageio.ImageIO;

/** What every picture that a client received must be. */
final class Pictures {
    private Pictures() {}

    /** Decodes a square PNG of the given side that shows something: many colours, not one flat area. */
    static BufferedImage decode(byte[] png, int side) throws IOException {
        BufferedImage image = decodePreview(png, side);
        var colours = new HashSet<Integer>();
        for (int y = 0; y < side; y += 4) {
            for (int x = 0; x < side; x += 4) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertThat(colours).as("colours of the picture").hasSizeGreaterThan(20);
        return image;
    }

    /** Decodes a square PNG of the given side. */
    static BufferedImage decodePreview(byte[] png, int side) throws IOException {
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(side);
        assertThat(image.getHeight()).isEqualTo(side);
        return image;
    }

    /** A picture with its middle fully transparent: as a mask, the place to repaint. */
    static byte[] withHole(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int width = image.getWidth();
        int height = image.getHeight();
        var holed = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean isInside = x > width / 4 && x < width * 3 / 4 && y > height / 4 && y < height * 3 / 4;
                holed.setRGB(x, y, isInside ? 0 : image.getRGB(x, y));
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(holed, "png", bytes);
        return bytes.toByteArray();
    }

    /** No two of the files are the same. */
    static void assertDifferent(List<byte[]> files) {
        assertThat(files).hasSizeGreaterThan(1);
        for (int i = 0; i < files.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(files.get(i)).as("pictures " + j + " and " + i).isNotEqualTo(files.get(j));
            }
        }
    }

    /** Every pixel where the mask is not fully transparent is that of the original; some of the others changed. */
    static void assertKeptOutside(BufferedImage mask, BufferedImage original, BufferedImage edited) {
        int changed = 0;
        for (int y = 0; y < edited.getHeight(); y++) {
            for (int x = 0; x < edited.getWidth(); x++) {
                boolean same = edited.getRGB(x, y) == original.getRGB(x, y);
                if (mask.getRGB(x, y) >>> 24 != 0) {
                    assertThat(same)
                            .as("pixel " + x + "," + y + " is outside the mask and kept")
                            .isTrue();
                } else if (!same) {
                    changed++;
                }
            }
        }
        assertThat(changed).as("changed pixels inside the mask").isPositive();
    }
}
