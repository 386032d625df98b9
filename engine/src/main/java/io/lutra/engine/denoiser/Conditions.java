package io.lutra.engine.denoiser;

import io.lutra.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a UNet is told besides the latents. The tensors are borrowed.
 *
 * @param timesteps one per row of the batch
 * @param text texts, one per row, that the same network has read
 * @param guidance embedded guidance scale {@code [batch, timeCondition]} of LCM; null if the network takes none
 * @param added pooled text and sizes of SDXL; null if the network takes none
 */
public record Conditions(
        double[] timesteps,
        TextReading text,
        @Nullable Tensor guidance,
        @Nullable Added added) {
    /**
     * SDXL's conditions.
     *
     * @param pooled text {@code [batch, width]}
     * @param sizes six numbers per row: original height and width, crop top and left, target height and width
     */
    public record Added(Tensor pooled, double[] sizes) {}

    /** Of a network that takes text alone. */
    public static Conditions of(double[] timesteps, TextReading text) {
        return new Conditions(timesteps, text, null, null);
    }
}
