package io.lutra.engine.checkpoint;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.WeightInfo;
import io.lutra.engine.weights.WeightSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A text encoder in OpenCLIP's layout under transformers' names. Queries, keys and values lie in one array there, and the
 * projection is transposed; here each is an array of its own that looks into the file's.
 */
final class OpenClipWeights implements WeightSource {
    private static final String BLOCKS = "transformer.resblocks.";
    private static final String[] STACKED = {"q_proj", "k_proj", "v_proj"};

    private final WeightSource source;
    private final Map<String, View> views = new LinkedHashMap<>();

    /**
     * Part of an array.
     *
     * @param name of the array in the file
     * @param info as it is seen
     * @param row first row of the part
     * @param isTransposed whether rows and columns are exchanged
     */
    private record View(String name, WeightInfo info, long row, boolean isTransposed) {}

    /** The arrays of {@code source} whose names begin with {@code prefix}. */
    OpenClipWeights(WeightSource source, String prefix) {
        this.source = source;
        for (String name : source.names()) {
            if (name.startsWith(prefix)) {
                add(name, name.substring(prefix.length()), source.find(name).orElseThrow());
            }
        }
    }

    private void add(String name, String own, WeightInfo info) {
        switch (own) {
            case "token_embedding.weight" -> whole("text_model.embeddings.token_embedding.weight", name, info);
            case "positional_embedding" -> whole("text_model.embeddings.position_embedding.weight", name, info);
            case "ln_final.weight", "ln_final.bias" ->
                whole(own.replace("ln_final", "text_model.final_layer_norm"), name, info);
            case "text_projection" -> transposed("text_projection.weight", name, info);
            case "text_projection.weight" -> whole("text_projection.weight", name, info);
            default -> addOfBlock(name, own, info);
        }
    }

    private void addOfBlock(String name, String own, WeightInfo info) {
        if (!own.startsWith(BLOCKS)) {
            return;
        }
        String inBlock = "text_model.encoder.layers." + own.substring(BLOCKS.length());
        if (inBlock.endsWith(".attn.in_proj_weight")) {
            stacked(inBlock.replace(".attn.in_proj_weight", ".self_attn.%s.weight"), name, info);
        } else if (inBlock.endsWith(".attn.in_proj_bias")) {
            stacked(inBlock.replace(".attn.in_proj_bias", ".self_attn.%s.bias"), name, info);
        } else {
            whole(
                    inBlock.replace(".attn.out_proj.", ".self_attn.out_proj.")
                            .replace(".ln_1.", ".layer_norm1.")
                            .replace(".ln_2.", ".layer_norm2.")
                            .replace(".mlp.c_fc.", ".mlp.fc1.")
                            .replace(".mlp.c_proj.", ".mlp.fc2."),
                    name,
                    info);
        }
    }

    private void whole(String seenAs, String name, WeightInfo info) {
        views.put(seenAs, new View(name, info, 0, false));
    }

    private void transposed(String seenAs, String name, WeightInfo info) {
        long[] shape = info.shape();
        if (shape.length != 2) {
            throw new BadWeights(
                    "weights " + source.description() + ": array " + name + " is " + info + ", not a matrix");
        }
        long[] turned = {shape[1], shape[0]};
        views.put(
                seenAs, new View(name, new WeightInfo(info.dtype(), turned, info.offset(), info.byteSize()), 0, true));
    }

    private void stacked(String pattern, String name, WeightInfo info) {
        long[] shape = info.shape().clone();
        if (shape.length == 0 || shape[0] % STACKED.length != 0) {
            throw new BadWeights(
                    "weights " + source.description() + ": array " + name + " is " + info + ", not three in one");
        }
        shape[0] /= STACKED.length;
        long bytes = info.byteSize() / STACKED.length;
        for (int i = 0; i < STACKED.length; i++) {
            var part = new WeightInfo(info.dtype(), shape, info.offset() + i * bytes, bytes);
            views.put(pattern.formatted(STACKED[i]), new View(name, part, i * shape[0], false));
        }
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(views.keySet());
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return Optional.ofNullable(views.get(name)).map(View::info);
    }

    @Override
    public Tensor tensor(Device device, String name) {
        var view = views.get(name);
        if (view == null) {
            throw new BadWeights("weights " + source.description() + " have no array " + name);
        }
        return TensorScope.keep(() -> {
            var array = source.tensor(device, view.name());
            return view.isTransposed()
                    ? array.transpose(0, 1).contiguous()
                    : array.narrow(0, view.row(), view.info().shape()[0]);
        });
    }
}
