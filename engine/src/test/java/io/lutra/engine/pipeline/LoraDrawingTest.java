package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.LoraUse;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.PictureRequest.Recipe;
import io.lutra.engine.PictureRequest.Settings;
import io.lutra.engine.Studio;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorLedger;
import io.lutra.engine.weights.RenamedWeights;
import io.lutra.engine.weights.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LoRAs that requests name, merged and taken out again. */
class LoraDrawingTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final Path GOLDEN = GoldenCase.selection();
    private static final LoraUse KOHYA = new LoraUse("kohya", 0.8);
    private static final LoraUse PEFT = new LoraUse("peft", 1.5);

    private static long livingBefore;
    private static DiffusionModel model;

    @BeforeAll
    static void load() {
        livingBefore = TensorLedger.living();
        model = DiffusionModel.load(
                DEVICE,
                "tiny",
                Checkpoint.open(GOLDEN.resolve("models/sd1")),
                Map.of("kohya", lora("kohya"), "peft", lora("peft")));
    }

    private static SafetensorsFile lora(String name) {
        return SafetensorsFile.open(GOLDEN.resolve("lora/sd1-" + name + ".safetensors"));
    }

    @AfterAll
    static void closesEveryTensor() {
        model.close();
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @Test
    void namesItsLoras() {
        assertThat(model.info().choices().loras()).containsExactly("kohya", "peft");
    }

    @Test
    void drawsOtherwiseWithEachSetAndTheSameAgainWithoutOne() throws InterruptedException {
        int[] plain = draw();
        int[] kohya = draw(KOHYA);
        int[] both = draw(KOHYA, PEFT);

        assertThat(kohya).isNotEqualTo(plain);
        assertThat(both).isNotEqualTo(kohya).isNotEqualTo(plain).isNotEqualTo(draw(PEFT));
        assertThat(draw(PEFT, KOHYA)).isEqualTo(both);
        for (int i = 0; i < 3; i++) {
            assertThat(draw()).isEqualTo(plain);
            assertThat(draw(KOHYA)).isEqualTo(kohya);
        }
        assertThat(draw(new LoraUse("kohya", 0))).isEqualTo(plain);
    }

    @Test
    void drawsPicturesOfSeveralSetsInTurns() throws InterruptedException {
        int[] plain = draw();
        int[] kohya = draw(KOHYA);
        int[] peft = draw(PEFT);
        var drawings = new ArrayList<Drawing>();
        drawings.addAll(model.begin(request()));
        drawings.addAll(model.begin(request(KOHYA)));
        drawings.addAll(model.begin(request(PEFT)));
        drawings.addAll(model.begin(request(KOHYA)));

        assertThat(drawings.get(1).joins(drawings.get(3))).isTrue();
        assertThat(drawings.get(1).joins(drawings.get(0))).isFalse();
        assertThat(drawings.get(1).joins(drawings.get(2))).isFalse();
        while (!drawings.getFirst().isFinished()) {
            drawings.forEach(drawing -> model.step(List.of(drawing)));
        }

        assertThat(drawings.get(0).picture().argb()).isEqualTo(plain);
        assertThat(drawings.get(1).picture().argb()).isEqualTo(kohya);
        assertThat(drawings.get(2).picture().argb()).isEqualTo(peft);
        drawings.forEach(Drawing::close);
    }

    @Test
    void keepsTheLayersOfAtMostOneSetThatNoPictureUses() throws InterruptedException {
        draw(KOHYA);
        long withOne = TensorLedger.living();
        draw(PEFT);
        draw(KOHYA);

        assertThat(TensorLedger.living()).isEqualTo(withOne);
    }

    /** As the tools that train SDXL write them. */
    @Test
    void readsTheOriginalNamesOfModules() throws InterruptedException {
        var checkpoint = Checkpoint.open(GOLDEN.resolve("models/sd1"));
        var prefixes = new HashMap<String, String>();
        for (String array : checkpoint.unet().weights().names()) {
            String module = array.replaceFirst("\\.weight$", "");
            checkpoint.originalName(module).ifPresent(name -> prefixes.put(kohya(module) + ".", kohya(name) + "."));
        }
        var renamed = RenamedWeights.of(lora("kohya"), name -> {
            String prefix = name.substring(0, name.indexOf('.') + 1);
            return prefixes.getOrDefault(prefix, prefix) + name.substring(prefix.length());
        });
        assertThat(renamed.names()).anyMatch(name -> name.startsWith("lora_unet_input_blocks_"));
        assertThat(renamed.names()).noneMatch(name -> name.startsWith("lora_unet_down_blocks_"));

        try (var other = DiffusionModel.load(DEVICE, "other", checkpoint, Map.of("kohya", renamed))) {
            assertThat(new Studio(other)
                            .draw(request(KOHYA), drawing -> {})
                            .getFirst()
                            .argb())
                    .isEqualTo(draw(KOHYA));
        }
    }

    private static String kohya(String module) {
        return "lora_unet_" + module.replace('.', '_');
    }

    @Test
    void refusesALoraOfAnotherModel() {
        var sdxl = Checkpoint.open(GOLDEN.resolve("models/sdxl"));
        long living = TensorLedger.living();

        assertThatThrownBy(() -> DiffusionModel.load(DEVICE, "sdxl", sdxl, Map.of("kohya", lora("kohya"))))
                .isInstanceOf(BadWeights.class)
                .hasMessageContaining("is it for another model?");
        assertThat(TensorLedger.living()).isEqualTo(living);
    }

    private static int[] draw(LoraUse... loras) throws InterruptedException {
        return new Studio(model).draw(request(loras), drawing -> {}).getFirst().argb();
    }

    private static Generation request(LoraUse... loras) {
        var settings = new Settings(2, 5, "").withRecipe(new Recipe("", 0, List.of(loras)));
        return new Generation("a red fox", new Output(64, 64, 1, 3), settings);
    }
}
