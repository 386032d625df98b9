package io.lutra.bench.diffusion;

import java.util.ArrayDeque;

/** The networks of Stable Diffusion 1.5 as diffusers names their arrays, drawing 512x512 (Rombach et al., arXiv:2112.10752). */
final class StableDiffusionShapes {
    static final int LATENT_SIDE = 64;
    static final int TOKENS = 77;
    static final int TEXT_WIDTH = 768;
    static final int HEADS = 8;
    static final int[] CHANNELS = {320, 640, 1280, 1280};
    private static final int TIME_WIDTH = 1280;
    private static final int[] CODEC_CHANNELS = {128, 256, 512, 512};
    private static final int LATENT_CHANNELS = 4;
    static final int TEXT_LAYERS = 12;
    static final int VOCABULARY = 49_408;

    private StableDiffusionShapes() {}

    /** The denoiser. The projections of the text to keys and values are not counted as work: they are made once a picture. */
    static Census unet() {
        var census = new Census();
        census.conv("conv_in", CHANNELS[0], LATENT_CHANNELS, 3, LATENT_SIDE);
        census.linear("time_embedding.linear_1", TIME_WIDTH, CHANNELS[0], 1);
        census.linear("time_embedding.linear_2", TIME_WIDTH, TIME_WIDTH, 1);
        var skips = new ArrayDeque<Integer>();
        skips.addLast(CHANNELS[0]);
        int channels = CHANNELS[0];
        int last = CHANNELS.length - 1;
        for (int level = 0; level <= last; level++) {
            int side = LATENT_SIDE >> level;
            for (int layer = 0; layer < 2; layer++) {
                resnet(census, "down_blocks.%d.resnets.%d".formatted(level, layer), channels, CHANNELS[level], side);
                channels = CHANNELS[level];
                if (level < last) {
                    transformer(census, "down_blocks.%d.attentions.%d".formatted(level, layer), channels, side);
                }
                skips.addLast(channels);
            }
            if (level < last) {
                census.conv("down_blocks.%d.downsamplers.0.conv".formatted(level), channels, channels, 3, side / 2);
                skips.addLast(channels);
            }
        }
        int smallest = LATENT_SIDE >> last;
        resnet(census, "mid_block.resnets.0", channels, channels, smallest);
        transformer(census, "mid_block.attentions.0", channels, smallest);
        resnet(census, "mid_block.resnets.1", channels, channels, smallest);
        for (int i = 0; i <= last; i++) {
            int level = last - i;
            int side = LATENT_SIDE >> level;
            for (int layer = 0; layer < 3; layer++) {
                resnet(
                        census,
                        "up_blocks.%d.resnets.%d".formatted(i, layer),
                        channels + skips.removeLast(),
                        CHANNELS[level],
                        side);
                channels = CHANNELS[level];
                if (i > 0) {
                    transformer(census, "up_blocks.%d.attentions.%d".formatted(i, layer), channels, side);
                }
            }
            if (level > 0) {
                census.conv("up_blocks.%d.upsamplers.0.conv".formatted(i), channels, channels, 3, 2L * side);
            }
        }
        census.norm("conv_norm_out", CHANNELS[0]);
        census.conv("conv_out", LATENT_CHANNELS, CHANNELS[0], 3, LATENT_SIDE);
        return census;
    }

    /** What runs at every call when deep features are cached. */
    static Census lastLayer() {
        var census = new Census();
        census.conv("conv_in", CHANNELS[0], LATENT_CHANNELS, 3, LATENT_SIDE);
        resnet(census, "up_blocks.3.resnets.2", 2 * CHANNELS[0], CHANNELS[0], LATENT_SIDE);
        transformer(census, "up_blocks.3.attentions.2", CHANNELS[0], LATENT_SIDE);
        census.conv("conv_out", LATENT_CHANNELS, CHANNELS[0], 3, LATENT_SIDE);
        return census;
    }

    static void resnet(Census census, String name, int in, int out, int side) {
        census.norm(name + ".norm1", in);
        census.conv(name + ".conv1", out, in, 3, side);
        census.linear(name + ".time_emb_proj", out, TIME_WIDTH, 1);
        census.norm(name + ".norm2", out);
        census.conv(name + ".conv2", out, out, 3, side);
        if (in != out) {
            census.conv(name + ".conv_shortcut", out, in, 1, side);
        }
    }

    static void transformer(Census census, String name, int width, int side) {
        long pixels = (long) side * side;
        String block = name + ".transformer_blocks.0.";
        census.norm(name + ".norm", width);
        census.conv(name + ".proj_in", width, width, 1, side);
        for (int norm = 1; norm <= 3; norm++) {
            census.norm(block + "norm" + norm, width);
        }
        for (String part : new String[] {"to_q", "to_k", "to_v"}) {
            census.unbiased(block + "attn1." + part, width, width, pixels);
        }
        census.attention(pixels, pixels, width);
        census.linear(block + "attn1.to_out.0", width, width, pixels);
        census.unbiased(block + "attn2.to_q", width, width, pixels);
        census.unbiased(block + "attn2.to_k", width, TEXT_WIDTH, 0);
        census.unbiased(block + "attn2.to_v", width, TEXT_WIDTH, 0);
        census.attention(pixels, TOKENS, width);
        census.linear(block + "attn2.to_out.0", width, width, pixels);
        census.linear(block + "ff.net.0.proj", 8L * width, width, pixels);
        census.linear(block + "ff.net.2", width, 4L * width, pixels);
        census.conv(name + ".proj_out", width, width, 1, side);
    }

    /** The autoencoder; the work is that of decoding alone. */
    static Census codec() {
        var decoding = new Census();
        decoder(decoding);
        var encoding = new Census();
        encoder(encoding);
        decoding.arrays().putAll(encoding.arrays());
        return decoding;
    }

    private static void encoder(Census census) {
        int channels = CODEC_CHANNELS[0];
        int side = 8 * LATENT_SIDE;
        census.conv("encoder.conv_in", channels, 3, 3, side);
        for (int level = 0; level < CODEC_CHANNELS.length; level++) {
            for (int layer = 0; layer < 2; layer++) {
                codecResnet(
                        census,
                        "encoder.down_blocks.%d.resnets.%d".formatted(level, layer),
                        channels,
                        CODEC_CHANNELS[level],
                        side);
                channels = CODEC_CHANNELS[level];
            }
            if (level < CODEC_CHANNELS.length - 1) {
                side /= 2;
                census.conv("encoder.down_blocks.%d.downsamplers.0.conv".formatted(level), channels, channels, 3, side);
            }
        }
        codecMiddle(census, "encoder.mid_block", channels);
        census.norm("encoder.conv_norm_out", channels);
        census.conv("encoder.conv_out", 2 * LATENT_CHANNELS, channels, 3, side);
        census.conv("quant_conv", 2 * LATENT_CHANNELS, 2 * LATENT_CHANNELS, 1, side);
    }

    private static void decoder(Census census) {
        int channels = CODEC_CHANNELS[CODEC_CHANNELS.length - 1];
        int side = LATENT_SIDE;
        census.conv("post_quant_conv", LATENT_CHANNELS, LATENT_CHANNELS, 1, side);
        census.conv("decoder.conv_in", channels, LATENT_CHANNELS, 3, side);
        codecMiddle(census, "decoder.mid_block", channels);
        for (int i = 0; i < CODEC_CHANNELS.length; i++) {
            int width = CODEC_CHANNELS[CODEC_CHANNELS.length - 1 - i];
            for (int layer = 0; layer < 3; layer++) {
                codecResnet(census, "decoder.up_blocks.%d.resnets.%d".formatted(i, layer), channels, width, side);
                channels = width;
            }
            if (i < CODEC_CHANNELS.length - 1) {
                side *= 2;
                census.conv("decoder.up_blocks.%d.upsamplers.0.conv".formatted(i), channels, channels, 3, side);
            }
        }
        census.norm("decoder.conv_norm_out", channels);
        census.conv("decoder.conv_out", 3, channels, 3, side);
    }

    private static void codecResnet(Census census, String name, int in, int out, int side) {
        census.norm(name + ".norm1", in);
        census.conv(name + ".conv1", out, in, 3, side);
        census.norm(name + ".norm2", out);
        census.conv(name + ".conv2", out, out, 3, side);
        if (in != out) {
            census.conv(name + ".conv_shortcut", out, in, 1, side);
        }
    }

    private static void codecMiddle(Census census, String name, int width) {
        long pixels = (long) LATENT_SIDE * LATENT_SIDE;
        codecResnet(census, name + ".resnets.0", width, width, LATENT_SIDE);
        census.norm(name + ".attentions.0.group_norm", width);
        for (String part : new String[] {"to_q", "to_k", "to_v", "to_out.0"}) {
            census.linear(name + ".attentions.0." + part, width, width, pixels);
        }
        census.attention(pixels, pixels, width);
        codecResnet(census, name + ".resnets.1", width, width, LATENT_SIDE);
    }

    /** CLIP-L's text encoder (Radford et al., arXiv:2103.00020). */
    static Census text() {
        var census = new Census();
        census.table("text_model.embeddings.token_embedding", VOCABULARY, TEXT_WIDTH);
        census.table("text_model.embeddings.position_embedding", TOKENS, TEXT_WIDTH);
        for (int i = 0; i < TEXT_LAYERS; i++) {
            String layer = "text_model.encoder.layers." + i + ".";
            census.norm(layer + "layer_norm1", TEXT_WIDTH);
            for (String part : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
                census.linear(layer + "self_attn." + part, TEXT_WIDTH, TEXT_WIDTH, TOKENS);
            }
            census.attention(TOKENS, TOKENS, TEXT_WIDTH);
            census.norm(layer + "layer_norm2", TEXT_WIDTH);
            census.linear(layer + "mlp.fc1", 4 * TEXT_WIDTH, TEXT_WIDTH, TOKENS);
            census.linear(layer + "mlp.fc2", TEXT_WIDTH, 4 * TEXT_WIDTH, TOKENS);
        }
        census.norm("text_model.final_layer_norm", TEXT_WIDTH);
        return census;
    }
}
