package io.lutra.engine.vae;

import io.lutra.engine.blocks.ResnetBlock;
import io.lutra.engine.tensor.Conv2d;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stable Diffusion's autoencoder (Rombach et al., arXiv:2112.10752, section 3.1). Not thread-safe; its weights belong to the
 * scope it was made in.
 */
public final class PictureCodec {
    static final double EPSILON = 1e-6;

    /** Limits of the logarithm of the variance, as in the reference. */
    private static final double MIN_LOG_VARIANCE = -30;

    private static final double MAX_LOG_VARIANCE = 20;

    /** Pictures up to 1024 pixels wide and high are decoded whole; larger ones would take memory by the gigabyte. */
    private static final Tiles TILES = new Tiles(128, 16);

    private final CodecConfig config;
    private final Weights weights;
    private final PictureEncoder encoder;
    private final PictureDecoder decoder;
    private final @Nullable Conv2d afterEncoder;
    private final @Nullable Conv2d beforeDecoder;

    /** Loads an autoencoder. */
    public PictureCodec(Weights weights, CodecConfig config) {
        this.config = config;
        this.weights = weights;
        encoder = new PictureEncoder(weights.at("encoder"), config);
        decoder = new PictureDecoder(weights.at("decoder"), config);
        int latent = config.latentChannels();
        var point = new Conv2d.Geometry(1, 0, Math.max(1, config.side() / config.factor()));
        afterEncoder =
                config.hasQuantConvolutions() ? weights.conv("quant_conv", 2 * latent, 2 * latent, 1, point) : null;
        beforeDecoder =
                config.hasQuantConvolutions() ? weights.conv("post_quant_conv", latent, latent, 1, point) : null;
    }

    static ResnetBlock.Shape shape(CodecConfig config, int in, int out, int side) {
        return new ResnetBlock.Shape(in, out, 0, config.groups(), EPSILON, side);
    }

    /** The shape of the network. */
    public CodecConfig config() {
        return config;
    }

    /**
     * The latents' distribution.
     *
     * @param picture {@code [batch, 3, height, width]}, -1 to 1; height and width divisible by {@link CodecConfig#factor()}
     * @return {@code [batch, 2 * latentChannels, height / factor, width / factor]}, fp32: means, then logarithms of
     *     variances; not scaled
     */
    public Tensor encode(Tensor picture) {
        return TensorScope.keep(() -> {
            var x = encoder.apply(picture.to(weights.dtype()).channelsLast());
            var moments = (afterEncoder == null ? x : afterEncoder.apply(x))
                    .to(DType.F32)
                    .contiguous()
                    .split(2, 1);
            return Tensor.cat(List.of(moments.get(0), moments.get(1).clamp(MIN_LOG_VARIANCE, MAX_LOG_VARIANCE)), 1);
        });
    }

    /**
     * Pictures of latents. One that is large is decoded in overlapping squares, which bounds the memory.
     *
     * @param latents {@code [batch, latentChannels, height, width]}; already divided by the scale
     * @return {@code [batch, 3, height * factor, width * factor]}, fp32; about -1 to 1, not clamped
     */
    public Tensor decode(Tensor latents) {
        return decode(latents, TILES);
    }

    /** How many of a picture's latents are decoded at once, at most. */
    public long largestWhole(long latents) {
        return Math.min(latents, TILES.area());
    }

    /** In squares if the latents are larger than one. */
    Tensor decode(Tensor latents, Tiles tiles) {
        return TensorScope.keep(() -> {
            var typed = latents.to(weights.dtype()).channelsLast();
            var x = beforeDecoder == null ? typed : beforeDecoder.apply(typed);
            var picture = tiles.split(x.size(2), x.size(3)) && x.size(0) == 1
                    ? decoder.apply(x, tiles, weights.device())
                    : decoder.apply(x);
            return picture.to(DType.F32).contiguous();
        });
    }
}
