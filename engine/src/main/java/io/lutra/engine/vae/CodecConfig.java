package io.lutra.engine.vae;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The shape of an autoencoder, as its {@code config.json} gives it.
 *
 * @param latentChannels channels of the latents
 * @param channels of the feature maps, from the finest level to the coarsest
 * @param layers residual blocks of a level of the encoder; the decoder has one more
 * @param groups of every normalisation
 * @param scale what latents are multiplied by for the denoiser
 * @param hasQuantConvolutions whether there are 1x1 convolutions around the latents
 * @param side height and width of the pictures to be fast for
 */
public record CodecConfig(
        int latentChannels,
        List<Integer> channels,
        int layers,
        int groups,
        double scale,
        boolean hasQuantConvolutions,
        int side) {
    /** Copies the list. */
    public CodecConfig {
        channels = List.copyOf(channels);
    }

    /** Pixels per latent, in both directions. */
    public int factor() {
        return 1 << (channels.size() - 1);
    }

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException naming what is missing or not supported
     */
    public static CodecConfig parse(JsonNode json) {
        String type = json.path("_class_name").asString("AutoencoderKL");
        if (!type.equals("AutoencoderKL")) {
            throw new IllegalArgumentException("autoencoder " + type + " is not supported");
        }
        if (json.path("shift_factor").isNumber() || json.path("latents_mean").isArray()) {
            throw new IllegalArgumentException("shifted latents are not supported");
        }
        var channels = json.path("block_out_channels");
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("block_out_channels are missing");
        }
        return new CodecConfig(
                json.path("latent_channels").asInt(4),
                IntStream.range(0, channels.size())
                        .mapToObj(i -> channels.get(i).asInt())
                        .toList(),
                json.path("layers_per_block").asInt(1),
                json.path("norm_num_groups").asInt(32),
                json.path("scaling_factor").asDouble(0.18215),
                json.path("use_quant_conv").asBoolean(true),
                json.path("sample_size").asInt(512));
    }
}
