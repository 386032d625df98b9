package io.lutra.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lutra.engine.EngineException.DeviceFault;
import io.lutra.engine.EngineException.OutOfMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Device DEVICE = Device.start(DeviceSettings.standard());

    private long livingBefore;

    @BeforeEach
    void count() {
        livingBefore = TensorLedger.living();
    }

    @AfterEach
    void leavesNoTensorOpen() {
        assertThat(TensorLedger.living()).isEqualTo(livingBefore);
    }

    @Test
    void givesBackWhatItWasMadeOf() {
        try (var floats = DEVICE.tensor(new float[] {1.5f, -2, 3}, 3);
                var longs = DEVICE.tensor(new long[] {1L << 40, -7}, 1, 2)) {
            assertThat(floats.toFloats()).containsExactly(1.5f, -2, 3);
            assertThat(longs.toLongs()).containsExactly(1L << 40, -7);
            assertThat(longs.shape()).containsExactly(1, 2);
            assertThat(longs).hasToString("I64[1, 2]");
        }
    }

    @Test
    void refusesElementsThatDoNotFillTheShape() {
        assertThatThrownBy(() -> DEVICE.tensor(new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closesWhatABlockMadeButItsResult() {
        try (var kept = TensorScope.keep(() -> {
            var one = DEVICE.tensor(new float[] {1}, 1);
            return one.plus(1).times(3).plus(one);
        })) {
            assertThat(TensorLedger.living()).isEqualTo(livingBefore + 1);
            assertThat(kept.toFloats()).containsExactly(7);
        }
    }

    @Test
    void handsAResultOnToTheScopeAround() {
        float[] result = TensorScope.run(() -> {
            var inner = TensorScope.keep(() -> DEVICE.tensor(new float[] {1}, 1).plus(1));
            return inner.plus(inner).toFloats();
        });

        assertThat(result).containsExactly(4);
    }

    @Test
    void leavesATensorThatWasMadeOutsideToItsOwner() {
        try (var outside = DEVICE.tensor(new float[] {5}, 1)) {
            assertThat(TensorScope.keep(() -> outside)).isSameAs(outside);
            assertThat(outside.toFloats()).containsExactly(5);
        }
    }

    @Test
    void closesEverythingWhenABlockFails() {
        assertThatThrownBy(() -> TensorScope.keep(() -> {
                    DEVICE.tensor(new float[] {1}, 1).plus(1);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
    }

    @Test
    void closesWhatAnUnfinishedOwnerMade() {
        assertThatThrownBy(() -> TensorScope.owned(owner -> {
                    DEVICE.zeros(DType.F32, 10);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
    }

    @Test
    void refusesToBeUsedOnceClosed() {
        var tensor = DEVICE.zeros(DType.F32, 2);
        tensor.close();
        tensor.close();

        assertThatThrownBy(tensor::toFloats).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tensor.plus(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhichOperationFailedAndWhy() {
        assertThatThrownBy(() -> TensorScope.run(() -> DEVICE.zeros(DType.F32, 2, 3)
                        .matmul(DEVICE.zeros(DType.F32, 2, 3))
                        .toFloats()))
                .isInstanceOf(DeviceFault.class)
                .hasMessageContaining("matmul failed: ")
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
    }

    @Test
    void tellsMemoryThatIsNotThereFromOtherFaults() {
        assertThatThrownBy(() -> DEVICE.zeros(DType.F32, 1L << 46).close()).isInstanceOf(OutOfMemory.class);
    }

    @Test
    void liesOverMemoryWithoutACopy() {
        try (var arena = Arena.ofShared()) {
            var memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
            try (var tensor = DEVICE.over(memory, DType.F32, 2, 2)) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, 3, 9);

                assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 9);
            }
        }
    }

    @Test
    void copiesMemoryThatIsNotAligned() {
        try (var arena = Arena.ofShared()) {
            var memory = arena.allocate(9, 8).asSlice(1, 8);
            memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 0, 2.5f);
            try (var tensor = DEVICE.over(memory, DType.F32, 2)) {
                assertThat(tensor.toFloats()).containsExactly(2.5f, 0);
            }
        }
    }

    @Test
    void keepsSharedMemoryWhileAViewIsOpen() {
        try (var row = TensorScope.keep(
                () -> DEVICE.tensor(new float[] {1, 2, 3, 4}, 2, 2).select(0, 1))) {
            assertThat(row.toFloats()).containsExactly(3, 4);
        }
    }

    @Test
    void rearranges() {
        TensorScope.run(() -> {
            var x = DEVICE.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(x.transpose(0, 1).toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(x.permute(1, 0).shape()).containsExactly(3, 2);
            assertThat(x.narrow(1, 1, 2).toFloats()).containsExactly(2, 3, 5, 6);
            assertThat(x.reshape(3, -1).shape()).containsExactly(3, 2);
            assertThat(x.unsqueeze(0).expand(2, 2, 3).toFloats()).hasSize(12);
            assertThat(x.pad(0, 1).toFloats()).containsExactly(1, 2, 3, 0, 4, 5, 6, 0);
            assertThat(x.split(3, 1).get(2).toFloats()).containsExactly(3, 6);
            assertThat(x.indexSelect(1, DEVICE.tensor(new long[] {2, 0}, 2)).toFloats())
                    .containsExactly(3, 1, 6, 4);
            assertThat(Tensor.cat(List.of(x, x), 1).shape()).containsExactly(2, 6);
            assertThat(Tensor.stack(List.of(x, x), 0).shape()).containsExactly(2, 2, 3);
            assertThat(x.reshape(1, 1, 2, 3).nearest(4, 3).toFloats())
                    .containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
            assertThat(x.size(-1)).isEqualTo(3);
            return x.rank();
        });
    }

    @Test
    void calculates() {
        TensorScope.run(() -> {
            var x = DEVICE.tensor(new float[] {-1, 0, 4}, 3);
            assertThat(x.plus(x).toFloats()).containsExactly(-2, 0, 8);
            assertThat(x.minus(DEVICE.tensor(new float[] {1}, 1)).toFloats()).containsExactly(-2, -1, 3);
            assertThat(x.times(x).toFloats()).containsExactly(1, 0, 16);
            assertThat(x.dividedBy(DEVICE.tensor(new float[] {2, 1, 8}, 3)).toFloats())
                    .containsExactly(-0.5f, 0, 0.5f);
            assertThat(x.clamp(-0.5, 2).toFloats()).containsExactly(-0.5f, 0, 2);
            assertThat(x.narrow(0, 1, 2).sqrt().toFloats()).containsExactly(0, 2);
            assertThat(x.times(0).exp().toFloats()).containsExactly(1, 1, 1);
            assertThat(x.times(0).cos().toFloats()).containsExactly(1, 1, 1);
            assertThat(x.minus(x).sin().toFloats()).containsExactly(0, 0, 0);
            assertThat(x.sum(0).toFloats()).containsExactly(3);
            assertThat(x.times(0).reshape(1, 3).softmax(-1).sum(-1).toFloats()).containsExactly(1);
            assertThat(x.narrow(0, 1, 2).to(DType.U8).toBytes()).containsExactly(0, 4);
            return x.rank();
        });
    }
}
