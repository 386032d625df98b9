package io.lutra.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lutra.engine.EngineException.DeviceFault;
import io.lutra.engine.tensor.CudaDevice.Found;
import io.lutra.engine.tensor.DeviceChoice.Cpu;
import io.lutra.engine.tensor.DeviceChoice.Cuda;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaDeviceTest {
    private static final Found NONE_IN_BUILD = new Found(false, 0);
    private static final Found NO_GPU = new Found(true, 0);
    private static final Found TWO = new Found(true, 2);

    @Test
    void takesTheFirstGpuWhereTheChoiceIsLeftToIt() {
        assertThat(CudaDevice.choose(DeviceChoice.AUTO, TWO)).isEqualTo(new CudaDevice(0));
        assertThat(CudaDevice.choose(DeviceChoice.AUTO, NO_GPU)).isNull();
        assertThat(CudaDevice.choose(DeviceChoice.AUTO, NONE_IN_BUILD)).isNull();
    }

    @Test
    void takesWhatIsAskedFor() {
        assertThat(CudaDevice.choose(new Cuda(1), TWO)).isEqualTo(new CudaDevice(1));
        assertThat(CudaDevice.choose(new Cpu(), TWO)).isNull();
    }

    @Test
    void saysWhatToDoWhereThereIsNoSuchGpu() {
        assertThatThrownBy(() -> CudaDevice.choose(new Cuda(0), NONE_IN_BUILD))
                .isInstanceOf(DeviceFault.class)
                .hasMessageStartingWith("there is no device cuda:0: this build has libtorch for the CPU alone")
                .hasMessageContaining("LUTRA_CUDA=1")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> CudaDevice.choose(new Cuda(0), NO_GPU))
                .isInstanceOf(DeviceFault.class)
                .hasMessageContaining("nvidia-smi")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> CudaDevice.choose(new Cuda(2), TWO))
                .isInstanceOf(DeviceFault.class)
                .hasMessage("there is no device cuda:2: the last GPU is cuda:1");
    }

    @Test
    void refusesAGpuThatThisMachineDoesNotHave() {
        var found = Found.here();

        assertThatThrownBy(() -> Device.start(DeviceSettings.standard().on(new Cuda(found.count()))))
                .isInstanceOf(DeviceFault.class)
                .hasMessageStartingWith("there is no device cuda:" + found.count());
    }

    @Test
    void runsOnTheProcessorThoughThereMayBeAGpu() {
        var device = Device.start(DeviceSettings.standard().on(new Cpu()));

        assertThat(device.description()).startsWith("CPU, ");
        TensorScope.run(() -> {
            var tensor = device.zeros(DType.F32, 2, 3);
            assertThat(tensor.isOnHost()).isTrue();
            return tensor.dtype();
        });
    }

    @Test
    void computesOnAGpuWhatTheProcessorComputes() {
        assumeTrue(Found.here().count() > 0, "there is a GPU");

        assertThat(products(new Cuda(0))).containsExactly(products(new Cpu()));
    }

    private static float[] products(DeviceChoice choice) {
        var device = Device.start(DeviceSettings.standard().on(choice));
        return TensorScope.run(() -> {
            var layer = Linear.of(
                    device.tensor(new float[] {1, 2, 3, 4}, 2, 2),
                    device.tensor(new float[] {5, 6}, 2),
                    Activation.NONE);
            return layer.apply(device.tensor(new float[] {1, -1}, 1, 2)).toFloats();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:12"})
    void readsWhatItWrites(String text) {
        assertThat(DeviceChoice.find(text).orElseThrow()).hasToString(text);
    }

    @Test
    void takesTheFirstGpuWhereNoneIsNumbered() {
        assertThat(DeviceChoice.find("CUDA")).contains(new Cuda(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:100", "cuda0", "mps"})
    void knowsNoOtherNames(String text) {
        assertThat(DeviceChoice.find(text)).isEmpty();
    }
}
