package io.lutra.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.OutOfMemory;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.golden.GoldenCase;
import io.lutra.engine.pipeline.Denoising.Shape;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.DeviceSettings;
import io.lutra.engine.tensor.TensorScope;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());
    private static final Shape SMALL = new Shape(4, 16, 16);
    private static final Shape LARGE = new Shape(4, 64, 64);

    private final TensorScope scope = new TensorScope();
    private final Networks networks = load(scope);
    private final AtomicLong left = new AtomicLong();
    private final Workspace workspace = new Workspace(networks, () -> OptionalLong.of(left.get()));

    private static Networks load(TensorScope scope) {
        var checkpoint = Checkpoint.open(GoldenCase.selection().resolve("models/sd1"));
        return scope.in(() -> Networks.load(DEVICE, checkpoint, DType.F32));
    }

    @AfterEach
    void free() {
        scope.close();
    }

    @Test
    void needsMoreForMoreAndLargerPictures() {
        assertThat(workspace.estimate(LARGE, 1)).isGreaterThan(workspace.estimate(SMALL, 1));
        assertThat(workspace.estimate(LARGE, 4)).isGreaterThan(workspace.estimate(LARGE, 1));
    }

    @Test
    void admitsWhatFitsAndRefusesWhatDoesNot() {
        left.set(workspace.estimate(SMALL, 1));

        assertThatCode(() -> workspace.require(SMALL)).doesNotThrowAnyException();
        left.set(0);
        assertThatCode(() -> workspace.require(SMALL)).doesNotThrowAnyException(); // the same memory again
        assertThat(workspace.admits(LARGE, 1)).isFalse();
        assertThatThrownBy(() -> workspace.require(LARGE))
                .isInstanceOf(OutOfMemory.class)
                .hasMessageContaining("512 x 512")
                .hasMessageContaining("0 MB are left");
    }

    @Test
    void admitsEverythingWhereNobodyCountsMemory() {
        assertThat(new Workspace(networks, OptionalLong::empty).admits(LARGE, 4))
                .isTrue();
    }
}
