package io.lutra.bench.diffusion;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Writes a diffusers directory of Stable Diffusion 1.5's shape with random fp16 weights that keep activations in range. */
final class RandomCheckpoint {
    private static final int TABLE = 1 << 16;
    private static final int BYTES = 2;

    private final Path directory;
    private final float[] normal = new float[TABLE];
    private long state = 1;

    private RandomCheckpoint(Path directory) {
        this.directory = directory;
        var random = new Random(1);
        for (int i = 0; i < TABLE; i++) {
            normal[i] = (float) random.nextGaussian();
        }
    }

    /**
     * Writes the checkpoint, about 2.1 GB.
     *
     * @param directory an empty folder
     * @param tokenizer a folder with any CLIP tokenizer of no more tokens than CLIP-L has
     */
    static void write(Path directory, Path tokenizer) throws IOException {
        new RandomCheckpoint(directory).write(tokenizer);
    }

    private void write(Path tokenizer) throws IOException {
        Files.writeString(directory.resolve("model_index.json"), """
                {"_class_name": "StableDiffusionPipeline", "text_encoder": ["transformers", "CLIPTextModel"]}""");
        part("unet", "diffusion_pytorch_model", StableDiffusionShapes.unet(), """
                {"_class_name": "UNet2DConditionModel", "in_channels": 4, "out_channels": 4, "sample_size": 64,
                 "block_out_channels": [320, 640, 1280, 1280], "layers_per_block": 2, "cross_attention_dim": 768,
                 "attention_head_dim": 8, "norm_num_groups": 32, "norm_eps": 1e-5,
                 "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
                 "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"]}""");
        part("vae", "diffusion_pytorch_model", StableDiffusionShapes.codec(), """
                {"_class_name": "AutoencoderKL", "latent_channels": 4, "block_out_channels": [128, 256, 512, 512],
                 "layers_per_block": 2, "norm_num_groups": 32, "sample_size": 512, "scaling_factor": 0.18215}""");
        part("text_encoder", "model", StableDiffusionShapes.text(), """
                {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12, "num_hidden_layers": 12,
                 "max_position_embeddings": 77, "vocab_size": 49408, "hidden_act": "quick_gelu", "eos_token_id": 2}""");
        Files.createDirectory(directory.resolve("scheduler"));
        Files.writeString(directory.resolve("scheduler/scheduler_config.json"), """
                {"_class_name": "DDIMScheduler", "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
                 "num_train_timesteps": 1000, "prediction_type": "epsilon", "set_alpha_to_one": false, "steps_offset": 1,
                 "clip_sample": false}""");
        Files.createDirectory(directory.resolve("tokenizer"));
        for (String file :
                new String[] {"vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json"}) {
            Files.copy(tokenizer.resolve(file), directory.resolve("tokenizer").resolve(file));
        }
    }

    private void part(String name, String file, Census census, String config) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        Files.writeString(folder.resolve("config.json"), config);
        var header = new StringBuilder("{");
        long offset = 0;
        for (var array : census.arrays().entrySet()) {
            long bytes = BYTES * Census.product(array.getValue());
            header.append(header.length() == 1 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(
                                    array.getKey(),
                                    java.util.Arrays.toString(array.getValue()),
                                    offset,
                                    offset + bytes));
            offset += bytes;
        }
        header.append('}');
        header.append(" ".repeat((8 - header.length() % 8) % 8));
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (var out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(file + ".safetensors")), 1 << 20)) {
            for (int i = 0; i < Long.BYTES; i++) {
                out.write((int) ((long) json.length >>> (8 * i)));
            }
            out.write(json);
            for (var array : census.arrays().entrySet()) {
                out.write(elements(array));
            }
        }
    }

    private byte[] elements(Map.Entry<String, long[]> array) {
        long[] shape = array.getValue();
        var bytes = new byte[Math.toIntExact(BYTES * Census.product(shape))];
        boolean isScale = shape.length == 1
                && array.getKey().contains("norm")
                && array.getKey().endsWith(".weight");
        // Fan-in, as networks are initialised; halved, so that the sums along the residual ways stay small.
        double deviation = shape.length == 1 ? 0.02 : 0.5 / Math.sqrt(Census.product(shape) / (double) shape[0]);
        var table = new short[TABLE];
        for (int i = 0; i < TABLE; i++) {
            table[i] = Float.floatToFloat16((float) (deviation * normal[i] + (isScale ? 1 : 0)));
        }
        for (int i = 0; i < bytes.length; i += BYTES) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            short element = table[(int) (state >>> 48)];
            bytes[i] = (byte) element;
            bytes[i + 1] = (byte) (element >>> 8);
        }
        return bytes;
    }
}
