package io.lutra.engine.denoiser;

import io.lutra.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the layers of one {@link UNet} make of a text before they look at any picture: it is the same at every step, so it is
 * made once. The tensors belong to the scope that {@link UNet#read} was called in.
 *
 * @param keysValues for every transformer block in the network's order, {@code [batch, tokens, 2 * width]}: keys beside values
 */
public record TextReading(List<Tensor> keysValues) {
    /** Copies the list. */
    public TextReading {
        keysValues = List.copyOf(keysValues);
    }

    /** Texts that one network has read, as one batch in this order; the tensors belong to the current scope. */
    public static TextReading batch(List<TextReading> readings) {
        return new TextReading(IntStream.range(0, readings.getFirst().keysValues.size())
                .mapToObj(block -> Tensor.cat(
                        readings.stream()
                                .map(reading -> reading.keysValues.get(block))
                                .toList(),
                        0))
                .toList());
    }

    /** Handles of the current scope's own on the same memory. */
    public TextReading shared() {
        return new TextReading(
                keysValues.stream().map(each -> each.reshape(each.shape())).toList());
    }

    /** The part that blocks from {@code first} on read. */
    List<Tensor> blocks(int first, int count) {
        return keysValues.subList(first, first + count);
    }
}
