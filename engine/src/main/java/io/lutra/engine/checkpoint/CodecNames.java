package io.lutra.engine.checkpoint;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The original names of the autoencoder's arrays, without {@code first_stage_model.}. */
final class CodecNames {
    private static final Pattern LEVEL = Pattern.compile("(encoder\\.down|decoder\\.up)\\.(\\d+)\\.");
    private static final Pattern MIDDLE = Pattern.compile("\\.mid\\.block_([12])\\.");

    private final int levels;

    /** Names of a network of so many resolutions. */
    CodecNames(int levels) {
        this.levels = levels;
    }

    /** The diffusers name; a name that is not the autoencoder's becomes one that no network asks for. */
    String translate(String name) {
        String numbered = LEVEL.matcher(name).replaceAll(this::level);
        return MIDDLE.matcher(numbered)
                .replaceAll(match -> ".mid_block.resnets." + (Integer.parseInt(match.group(1)) - 1) + ".")
                .replace(".mid.attn_1.norm.", ".mid_block.attentions.0.group_norm.")
                .replace(".mid.attn_1.q.", ".mid_block.attentions.0.to_q.")
                .replace(".mid.attn_1.k.", ".mid_block.attentions.0.to_k.")
                .replace(".mid.attn_1.v.", ".mid_block.attentions.0.to_v.")
                .replace(".mid.attn_1.proj_out.", ".mid_block.attentions.0.to_out.0.")
                .replace(".block.", ".resnets.")
                .replace(".nin_shortcut.", ".conv_shortcut.")
                .replace(".downsample.conv.", ".downsamplers.0.conv.")
                .replace(".upsample.conv.", ".upsamplers.0.conv.")
                .replace("coder.norm_out.", "coder.conv_norm_out.");
    }

    /** The original counts the levels of the way up from the finest. */
    private String level(MatchResult match) {
        int level = Integer.parseInt(match.group(2));
        return match.group(1).startsWith("encoder")
                ? "encoder.down_blocks." + level + "."
                : "decoder.up_blocks." + (levels - 1 - level) + ".";
    }
}
