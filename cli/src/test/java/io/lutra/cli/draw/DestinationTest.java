package io.lutra.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.cli.draw.Destination.Folder;
import io.lutra.cli.draw.Destination.OneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void tellsFilesFromFoldersByTheirEnding() throws IOException {
        Files.createDirectory(folder.resolve("a.png"));

        assertThat(Destination.parse("otter.JPG")).isEqualTo(new OneFile(Path.of("otter.JPG")));
        assertThat(Destination.parse("otter.JPG").format()).contains("jpeg");
        assertThat(Destination.parse("otters")).isEqualTo(new Folder(Path.of("otters")));
        assertThat(Destination.parse("v1.2/")).isEqualTo(new Folder(Path.of("v1.2")));
        assertThat(Destination.parse(folder.resolve("a.png").toString())).isInstanceOf(Folder.class);
        assertThat(Destination.parse("-")).isInstanceOf(Destination.StandardOutput.class);
        assertThatThrownBy(() -> Destination.parse("otter.bmp")).hasMessageContaining(".png, .jpg or .webp");
    }

    @Test
    void neverOverwritesInAFolder() throws IOException {
        var picture = new DrawnPicture(0, new DrawnPicture.Origin("m", "7"), new byte[1]);
        Files.createFile(folder.resolve("otter-7.jpg"));

        assertThat(Destination.name(new Folder(folder), "otter", picture, "jpeg"))
                .isEqualTo(folder.resolve("otter-7-2.jpg"));
    }

    @Test
    void numbersSeveralPicturesOfOneName() throws IOException {
        var one = new OneFile(folder.resolve("otter.png"));

        assertThat(Destination.name(one, 0, 1)).isEqualTo(folder.resolve("otter.png"));
        assertThat(Destination.name(one, 2, 4)).isEqualTo(folder.resolve("otter-3.png"));
    }

    @Test
    void makesNamesOfPromptsInAnyLanguage() {
        assertThat(Destination.title("A red apple, please!")).isEqualTo("a-red-apple-please");
        assertThat(Destination.title("一只 水獭")).isEqualTo("一只-水獭");
        assertThat(Destination.title("../../etc/passwd")).isEqualTo("etc-passwd");
        assertThat(Destination.title("???")).isEqualTo("picture");
        assertThat(Destination.title("x".repeat(200))).hasSize(40);
    }
}
