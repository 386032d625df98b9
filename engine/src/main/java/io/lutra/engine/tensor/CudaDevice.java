package io.lutra.engine.tensor;

import io.lutra.engine.EngineException.DeviceFault;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.jspecify.annotations.Nullable;

/*
 * Implementation note. Everything that is done otherwise on a GPU is here, in Device, and in two questions: layers are packed,
 * and attention is tiled, on the CPU alone (Tensor.isOnHost). All else is libtorch's, which goes where its operands are.
 */
/**
 * A GPU of NVIDIA's.
 *
 * @param index its number
 */
record CudaDevice(int index) {
    /** What the jar of libtorch for GPUs has and that for the CPU has not. */
    private static final String LIBRARY = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    /**
     * What there is of GPUs.
     *
     * @param isInBuild whether libtorch is here with its part for GPUs
     * @param count GPUs that it sees
     */
    record Found(boolean isInBuild, int count) {
        static Found here() {
            return new Found(torch.class.getResource(LIBRARY) != null, torch.cuda_device_count());
        }
    }

    /**
     * The GPU that a choice comes to; null for the CPU.
     *
     * @throws DeviceFault if a GPU is asked for that there is not, saying what to do
     */
    static @Nullable CudaDevice choose(DeviceChoice choice, Found found) {
        return switch (choice) {
            case DeviceChoice.Automatic automatic -> found.count() > 0 ? new CudaDevice(0) : null;
            case DeviceChoice.Cpu cpu -> null;
            case DeviceChoice.Cuda(int index) when index < found.count() -> new CudaDevice(index);
            case DeviceChoice.Cuda asked -> throw new DeviceFault(missing(asked, found));
        };
    }

    private static String missing(DeviceChoice.Cuda asked, Found found) {
        String whatToDo;
        if (!found.isInBuild()) {
            whatToDo =
                    "this build has libtorch for the CPU alone; build it for GPUs (LUTRA_CUDA=1 ./lutra serve, or mvn"
                            + " -Pcuda) or take the CPU";
        } else if (found.count() == 0) {
            whatToDo =
                    "libtorch sees no GPU; check that nvidia-smi lists one and that CUDA 13 and cuDNN 9 are installed, or"
                            + " take the CPU";
        } else {
            whatToDo = "the last GPU is cuda:" + (found.count() - 1);
        }
        return "there is no device " + asked + ": " + whatToDo;
    }

    /** The tensor's elements, copied here; the tensor itself is closed. */
    Tensor take(Tensor onHost) {
        try (onHost;
                var device = new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index)) {
            return onHost.on(device);
        }
    }

    /** Bytes that are free here, by the driver's account. */
    long availableBytes() {
        return NativeCall.value("asking for the GPU's memory", () -> {
            try (var freeAndAll = torch.getMemoryInfo((byte) index)) {
                return freeAndAll.first();
            }
        });
    }

    @Override
    public String toString() {
        return "cuda:" + index;
    }
}
