package io.lutra.engine.checkpoint;

import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.WeightDirectory;
import io.lutra.engine.weights.WeightSource;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a diffusers directory of SD 1 or 2 as one file in the original layout: the way back, written on its own from the
 * tables of the reference's conversion script.
 */
final class OriginalLayout {
    private static final List<Map.Entry<String, String>> RESNET = List.of(
            Map.entry("norm1.", "in_layers.0."),
            Map.entry("conv1.", "in_layers.2."),
            Map.entry("norm2.", "out_layers.0."),
            Map.entry("conv2.", "out_layers.3."),
            Map.entry("time_emb_proj.", "emb_layers.1."),
            Map.entry("conv_shortcut.", "skip_connection."));

    private final Map<String, Array> arrays = new LinkedHashMap<>();

    record Array(String dtype, long[] shape, byte[] bytes) {}

    /** Writes the model, with OpenCLIP's layout of the text encoder if it is SD 2's. */
    static void write(Path directory, int layers, int levels, boolean isOpenClip, Path file) throws IOException {
        var layout = new OriginalLayout();
        layout.addDenoiser(directory.resolve("unet"), layers, levels);
        layout.addCodec(directory.resolve("vae"));
        layout.addText(directory.resolve("text_encoder"), isOpenClip);
        layout.write(file);
    }

    private static Map<String, Array> read(Path part) {
        WeightSource source = WeightDirectory.open(part);
        var arrays = new LinkedHashMap<String, Array>();
        for (String name : source.names()) {
            var info = source.find(name).orElseThrow();
            byte[] bytes = ((SafetensorsFile) source).bytes(name).toArray(ValueLayout.JAVA_BYTE);
            arrays.put(name, new Array(info.dtype().name(), info.shape(), bytes));
        }
        return arrays;
    }

    private void addDenoiser(Path part, int layers, int levels) {
        var prefixes = new LinkedHashMap<String, String>();
        int perLevel = layers + 1;
        for (int level = 0; level < levels; level++) {
            for (int layer = 0; layer < layers; layer++) {
                int block = perLevel * level + layer + 1;
                prefixes.put("down_blocks.%d.resnets.%d.".formatted(level, layer), "input_blocks." + block + ".0.");
                prefixes.put("down_blocks.%d.attentions.%d.".formatted(level, layer), "input_blocks." + block + ".1.");
            }
            prefixes.put(
                    "down_blocks.%d.downsamplers.0.conv.".formatted(level),
                    "input_blocks." + perLevel * (level + 1) + ".0.op.");
        }
        var names = read(part);
        for (int level = 0; level < levels; level++) {
            boolean attends = names.containsKey("up_blocks.%d.attentions.0.norm.weight".formatted(level));
            for (int layer = 0; layer < perLevel; layer++) {
                int block = perLevel * level + layer;
                prefixes.put("up_blocks.%d.resnets.%d.".formatted(level, layer), "output_blocks." + block + ".0.");
                prefixes.put("up_blocks.%d.attentions.%d.".formatted(level, layer), "output_blocks." + block + ".1.");
            }
            prefixes.put(
                    "up_blocks.%d.upsamplers.0.conv.".formatted(level),
                    "output_blocks.%d.%d.conv.".formatted(perLevel * level + layers, attends ? 2 : 1));
        }
        prefixes.put("mid_block.resnets.0.", "middle_block.0.");
        prefixes.put("mid_block.attentions.0.", "middle_block.1.");
        prefixes.put("mid_block.resnets.1.", "middle_block.2.");
        prefixes.put("time_embedding.linear_1.", "time_embed.0.");
        prefixes.put("time_embedding.linear_2.", "time_embed.2.");
        prefixes.put("conv_in.", "input_blocks.0.0.");
        prefixes.put("conv_norm_out.", "out.0.");
        prefixes.put("conv_out.", "out.2.");
        names.forEach((name, array) -> {
            var prefix = prefixes.keySet().stream().filter(name::startsWith).toList();
            if (prefix.size() != 1) {
                throw new IllegalStateException(name + " has " + prefix.size() + " places");
            }
            String rest = name.substring(prefix.getFirst().length());
            if (prefix.getFirst().contains("resnets")) {
                for (var entry : RESNET) {
                    rest = rest.replace(entry.getKey(), entry.getValue());
                }
            }
            arrays.put("model.diffusion_model." + prefixes.get(prefix.getFirst()) + rest, array);
        });
    }

    private void addCodec(Path part) {
        var names = read(part);
        int levels = (int) names.keySet().stream()
                .filter(name -> name.matches("encoder\\.down_blocks\\.\\d+\\.resnets\\.0\\.conv1\\.weight"))
                .count();
        names.forEach((name, array) -> {
            String old = name;
            for (int level = 0; level < levels; level++) {
                old = old.replace("encoder.down_blocks." + level + ".resnets.", "encoder.down." + level + ".block.")
                        .replace(
                                "encoder.down_blocks.%d.downsamplers.0.".formatted(level),
                                "encoder.down." + level + ".downsample.")
                        .replace(
                                "decoder.up_blocks.%d.resnets.".formatted(level),
                                "decoder.up." + (levels - 1 - level) + ".block.")
                        .replace(
                                "decoder.up_blocks.%d.upsamplers.0.".formatted(level),
                                "decoder.up." + (levels - 1 - level) + ".upsample.");
            }
            old = old.replace("mid_block.resnets.0.", "mid.block_1.")
                    .replace("mid_block.resnets.1.", "mid.block_2.")
                    .replace("conv_shortcut", "nin_shortcut")
                    .replace("conv_norm_out", "norm_out")
                    .replaceAll("mid_block\\.attentions\\.0\\.group_norm\\.", "mid.attn_1.norm.")
                    .replaceAll("mid_block\\.attentions\\.0\\.(to_q|query)\\.", "mid.attn_1.q.")
                    .replaceAll("mid_block\\.attentions\\.0\\.(to_k|key)\\.", "mid.attn_1.k.")
                    .replaceAll("mid_block\\.attentions\\.0\\.(to_v|value)\\.", "mid.attn_1.v.")
                    .replaceAll("mid_block\\.attentions\\.0\\.(to_out\\.0|proj_attn)\\.", "mid.attn_1.proj_out.");
            boolean isPoint = old.matches(".*mid\\.attn_1\\.(q|k|v|proj_out)\\.weight");
            long[] shape = array.shape();
            arrays.put(
                    "first_stage_model." + old,
                    isPoint ? new Array(array.dtype(), new long[] {shape[0], shape[1], 1, 1}, array.bytes()) : array);
        });
    }

    private void addText(Path part, boolean isOpenClip) {
        var names = read(part);
        if (!isOpenClip) {
            names.forEach((name, array) -> arrays.put("cond_stage_model.transformer." + name, array));
            return;
        }
        String prefix = "cond_stage_model.model.";
        names.forEach((name, array) -> {
            String old = name.replace("text_model.encoder.layers.", "transformer.resblocks.")
                    .replace("text_model.embeddings.token_embedding", "token_embedding")
                    .replace("text_model.embeddings.position_embedding.weight", "positional_embedding")
                    .replace("text_model.final_layer_norm", "ln_final")
                    .replace("layer_norm", "ln_")
                    .replace("mlp.fc1", "mlp.c_fc")
                    .replace("mlp.fc2", "mlp.c_proj")
                    .replace("self_attn.out_proj", "attn.out_proj");
            if (old.contains("self_attn.q_proj.")) {
                arrays.put(
                        prefix + old.replace("self_attn.q_proj.", "attn.in_proj_"),
                        stacked(
                                array,
                                Objects.requireNonNull(names.get(name.replace("q_proj", "k_proj"))),
                                Objects.requireNonNull(names.get(name.replace("q_proj", "v_proj")))));
            } else if (!old.contains("self_attn.")) {
                arrays.put(prefix + old, array);
            }
        });
        // The original file has one layer more, which is never run.
        var last = new LinkedHashMap<String, Array>();
        int layers = (int) names.keySet().stream()
                .filter(name -> name.endsWith(".layer_norm1.weight"))
                .count();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix + "transformer.resblocks.0.")) {
                last.put(name.replace("resblocks.0.", "resblocks." + layers + "."), array);
            }
        });
        arrays.putAll(last);
    }

    private static Array stacked(Array... parts) {
        long[] shape = parts[0].shape().clone();
        shape[0] *= parts.length;
        var bytes = ByteBuffer.allocate(parts[0].bytes().length * parts.length);
        for (var each : parts) {
            bytes.put(each.bytes());
        }
        return new Array(parts[0].dtype(), shape, bytes.array());
    }

    private void write(Path file) throws IOException {
        var header = JsonMapper.shared().createObjectNode();
        int end = 0;
        var data = new ArrayList<byte[]>();
        for (var entry : arrays.entrySet()) {
            var array = entry.getValue();
            var node = header.putObject(entry.getKey());
            node.put("dtype", array.dtype());
            var shape = node.putArray("shape");
            for (long length : array.shape()) {
                shape.add(length);
            }
            node.putArray("data_offsets").add(end).add(end + array.bytes().length);
            end += array.bytes().length;
            data.add(array.bytes());
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(Long.BYTES + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        data.forEach(bytes::put);
        Files.write(file, bytes.array());
    }
}
