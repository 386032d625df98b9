package io.lutra.engine.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The original names of the denoiser's arrays, without {@code model.diffusion_model.}: blocks are numbered in the order they
 * run, and what is in a block follows from its arrays.
 */
final class DenoiserNames {
    private static final Pattern NUMBERED = Pattern.compile("(input|output)_blocks\\.(\\d+)\\.(\\d+)\\.(.+)");
    private static final Pattern IN_MIDDLE = Pattern.compile("mid_block\\.(resnets|attentions)\\.(\\d+)\\.(.+)");
    private static final Pattern IN_LEVEL =
            Pattern.compile("(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|downsamplers|upsamplers)\\.(\\d+)\\.(.+)");
    private static final Map<String, String> RESNET = Map.of(
            "in_layers.0", "norm1",
            "in_layers.2", "conv1",
            "emb_layers.1", "time_emb_proj",
            "out_layers.0", "norm2",
            "out_layers.3", "conv2",
            "skip_connection", "conv_shortcut");
    private static final Map<String, String> AROUND = Map.ofEntries(
            Map.entry("time_embed.0", "time_embedding.linear_1"),
            Map.entry("time_embed.2", "time_embedding.linear_2"),
            Map.entry("time_embed.cond_proj", "time_embedding.cond_proj"),
            Map.entry("label_emb.0.0", "add_embedding.linear_1"),
            Map.entry("label_emb.0.2", "add_embedding.linear_2"),
            Map.entry("input_blocks.0.0", "conv_in"),
            Map.entry("out.0", "conv_norm_out"),
            Map.entry("out.2", "conv_out"));

    private final int layers;

    /**
     * Names of a network.
     *
     * @param layers residual blocks of a level on the way down
     */
    DenoiserNames(int layers) {
        this.layers = layers;
    }

    /** The diffusers name; a name that is not the denoiser's stays, and no network asks for it. */
    String translate(String name) {
        return find(name).orElse(name);
    }

    private Optional<String> find(String name) {
        String module = module(name);
        String kind = name.substring(module.length());
        if (AROUND.containsKey(module)) {
            return Optional.of(AROUND.get(module) + kind);
        }
        if (name.startsWith("middle_block.")) {
            return switch (name.charAt("middle_block.".length())) {
                case '0' -> resnet("mid_block.resnets.0", module.substring("middle_block.0.".length()), kind);
                case '1' -> Optional.of("mid_block.attentions.0" + name.substring("middle_block.1".length()));
                case '2' -> resnet("mid_block.resnets.1", module.substring("middle_block.2.".length()), kind);
                default -> Optional.empty();
            };
        }
        var numbered = NUMBERED.matcher(name);
        if (!numbered.matches()) {
            return Optional.empty();
        }
        boolean isDown = numbered.group(1).equals("input");
        int block = Integer.parseInt(numbered.group(2)) - (isDown ? 1 : 0);
        // A level is its residual blocks and, on the way down, what halves; on the way up there is one block more.
        int level = block / (layers + 1);
        int layer = block % (layers + 1);
        String prefix = (isDown ? "down_blocks." : "up_blocks.") + level;
        String rest = numbered.group(4);
        String inner = module(rest);
        if (inner.equals("op")) {
            return Optional.of(prefix + ".downsamplers.0.conv" + kind);
        }
        if (inner.equals("conv")) {
            return Optional.of(prefix + ".upsamplers.0.conv" + kind);
        }
        return numbered.group(3).equals("0")
                ? resnet(prefix + ".resnets." + layer, inner, kind)
                : Optional.of(prefix + ".attentions." + layer + "." + rest);
    }

    /**
     * The original name of a module; empty for one that has none. LoRA files for SDXL use these names, whatever the layout of
     * the model that they are for.
     *
     * @param module a diffusers name without {@code .weight} or {@code .bias}
     */
    Optional<String> original(String module) {
        for (var entry : AROUND.entrySet()) {
            if (entry.getValue().equals(module)) {
                return Optional.of(entry.getKey());
            }
        }
        var inMiddle = IN_MIDDLE.matcher(module);
        if (inMiddle.matches()) {
            boolean isResnet = inMiddle.group(1).equals("resnets");
            int place = isResnet ? 2 * Integer.parseInt(inMiddle.group(2)) : 1;
            return Optional.of("middle_block." + place + "." + inner(isResnet, inMiddle.group(3)));
        }
        var inLevel = IN_LEVEL.matcher(module);
        if (!inLevel.matches()) {
            return Optional.empty();
        }
        boolean isDown = inLevel.group(1).equals("down");
        int first = Integer.parseInt(inLevel.group(2)) * (layers + 1) + (isDown ? 1 : 0);
        int layer = Integer.parseInt(inLevel.group(4));
        String blocks = isDown ? "input_blocks." : "output_blocks.";
        return switch (inLevel.group(3)) {
            case "resnets" -> Optional.of(blocks + (first + layer) + ".0." + inner(true, inLevel.group(5)));
            case "attentions" -> Optional.of(blocks + (first + layer) + ".1." + inLevel.group(5));
            case "downsamplers" -> Optional.of(blocks + (first + layers) + ".0.op");
            // What doubles comes last in its block, whether there is attention before it or not.
            default -> Optional.empty();
        };
    }

    private static String inner(boolean isResnet, String name) {
        return isResnet
                ? RESNET.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(name))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(name)
                : name;
    }

    private static Optional<String> resnet(String prefix, String module, String kind) {
        return Optional.ofNullable(RESNET.get(module)).map(name -> prefix + "." + name + kind);
    }

    /** The name without {@code .weight} or {@code .bias}. */
    private static String module(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
