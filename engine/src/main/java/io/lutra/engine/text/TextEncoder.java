package io.lutra.engine.text;

import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Embedding;
import io.lutra.engine.tensor.LayerNorm;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.tokenizer.WordPieceTokenizer;
import io.lutra.engine.weights.Checksums;
import io.lutra.engine.weights.SafetensorsFile;
import io.lutra.engine.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * all-MiniLM-L6-v2: says what a text means, as one vector per text or one per token.
 *
 * <p>Computes in fp32 on every device, so that vectors made on one machine can be compared with those of another. Not
 * thread-safe: one thread at a time.
 */
public final class TextEncoder implements AutoCloseable {
    /** The most tokens of a text that {@link #embed} looks at: what the model was trained with. */
    public static final int MAX_TOKENS = 256;

    /** Texts that go through the network together at most; bounds memory, not what callers may pass. */
    private static final int BATCH = 32;

    private final TensorScope owner;
    private final Device device;
    private final WordPieceTokenizer tokenizer;
    private final BertConfig config;
    private final Embedding words;
    private final Embedding positions;
    private final Tensor type;
    private final LayerNorm norm;
    private final List<BertLayer> layers;

    private TextEncoder(TensorScope owner, Weights weights, WordPieceTokenizer tokenizer, BertConfig config) {
        this.owner = owner;
        this.device = weights.device();
        this.tokenizer = tokenizer;
        this.config = config;
        var embeddings = weights.at("embeddings");
        words = new Embedding(embeddings.at("word_embeddings").mapped("weight", config.vocabulary(), config.width()));
        positions = new Embedding(
                embeddings.at("position_embeddings").mapped("weight", config.positions(), config.width()));
        type = TensorScope.keep(() -> embeddings
                .at("token_type_embeddings")
                .load("weight", config.types(), config.width())
                .select(0, 0));
        norm = embeddings.layerNorm("LayerNorm", config.width(), config.epsilon());
        layers = IntStream.range(0, config.layers())
                .mapToObj(index -> new BertLayer(weights.at("encoder.layer." + index), config))
                .toList();
    }

    /**
     * Loads an encoder.
     *
     * @param directory with {@code model.safetensors}, {@code tokenizer.json}, {@code config.json} and their
     *     {@code SHA256SUMS}
     * @throws io.lutra.engine.EngineException.BadWeights if a file is missing or was changed
     */
    public static TextEncoder load(Device device, Path directory) {
        Checksums.verify(directory.resolve("SHA256SUMS"));
        var weights = new Weights(SafetensorsFile.open(directory.resolve("model.safetensors")), device, DType.F32);
        var tokenizer = WordPieceTokenizer.load(directory.resolve("tokenizer.json"));
        var config = BertConfig.load(directory.resolve("config.json"));
        return TensorScope.owned(owner -> new TextEncoder(owner, weights, tokenizer, config));
    }

    /** Length of a vector: 384. */
    public int width() {
        return config.width();
    }

    /** As {@link #embed(List)}, of one text. */
    public float[] embed(String text) {
        return embed(List.of(text))[0];
    }

    /**
     * One vector per text, of length 1: the mean of its token states. The product of two vectors says how much the texts have
     * in common, from -1 to 1. Texts beyond {@link #MAX_TOKENS} tokens are cut off.
     *
     * @return {@code [texts][width]}, owned by the caller
     */
    public float[][] embed(List<String> texts) {
        var vectors = new float[texts.size()][];
        forEach(texts, MAX_TOKENS, (text, states, from, length) -> vectors[text] = pooled(states, from, length));
        return vectors;
    }

    /**
     * The states of the tokens of some texts.
     *
     * @param maxTokens the most tokens of a text that are looked at, start and end included; 2 to the model's 512
     */
    public TextStates states(List<String> texts, int maxTokens) {
        if (maxTokens < 2 || maxTokens > config.positions()) {
            throw new IllegalArgumentException(
                    "maxTokens must be 2 to " + config.positions() + ", but is " + maxTokens);
        }
        var states = new float[texts.size()][];
        var lengths = new int[texts.size()];
        forEach(texts, maxTokens, (text, batch, from, length) -> {
            states[text] = Arrays.copyOfRange(batch, from, from + length * config.width());
            lengths[text] = length;
        });
        int tokens = IntStream.of(lengths).max().orElse(0);
        int stride = Math.multiplyExact(tokens, config.width());
        var padded = new float[Math.multiplyExact(texts.size(), stride)];
        for (int text = 0; text < states.length; text++) {
            System.arraycopy(states[text], 0, padded, text * stride, states[text].length);
        }
        return new TextStates(texts.size(), tokens, config.width(), padded, lengths);
    }

    /** Where the states of one text lie: {@code length} tokens from {@code from} on. */
    private interface TextConsumer {
        void accept(int text, float[] states, int from, int length);
    }

    /** Runs the texts through the network in batches of texts of similar length, so that little is padded. */
    private void forEach(List<String> texts, int maxTokens, TextConsumer consumer) {
        var tokens =
                texts.stream().map(text -> tokenizer.encode(text, maxTokens)).toArray(int[][]::new);
        var byLength = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparingInt(text -> tokens[text].length))
                .toList();
        for (int start = 0; start < tokens.length; start += BATCH) {
            var batch = byLength.subList(start, Math.min(start + BATCH, tokens.length));
            int longest = tokens[batch.getLast()].length;
            float[] states = TensorScope.run(() -> forward(
                            batch.stream().map(text -> tokens[text]).toList(), longest)
                    .toFloats());
            for (int row = 0; row < batch.size(); row++) {
                int text = batch.get(row);
                consumer.accept(text, states, row * longest * config.width(), tokens[text].length);
            }
        }
    }

    private Tensor forward(List<int[]> texts, int longest) {
        var ids = new long[texts.size() * longest];
        var mask = new float[ids.length];
        boolean isPadded = false;
        for (int row = 0; row < texts.size(); row++) {
            int[] tokens = texts.get(row);
            for (int i = 0; i < tokens.length; i++) {
                ids[row * longest + i] = tokens[i];
            }
            Arrays.fill(mask, row * longest + tokens.length, (row + 1) * longest, Float.NEGATIVE_INFINITY);
            isPadded |= tokens.length < longest;
        }
        var places = LongStream.range(0, longest).toArray();
        var input = words.apply(device.tensor(ids, texts.size(), longest))
                .to(DType.F32)
                .plus(positions.apply(device.tensor(places, longest)).to(DType.F32))
                .plus(type);
        var states = norm.apply(input);
        var seen = isPadded ? device.tensor(mask, texts.size(), 1, 1, longest) : null;
        for (var layer : layers) {
            states = layer.apply(states, seen);
        }
        return states;
    }

    private float[] pooled(float[] states, int from, int length) {
        int width = config.width();
        var sum = new double[width];
        for (int token = 0; token < length; token++) {
            for (int channel = 0; channel < width; channel++) {
                sum[channel] += states[from + token * width + channel];
            }
        }
        double norm = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
        var vector = new float[width];
        for (int channel = 0; channel < width; channel++) {
            vector[channel] = (float) (sum[channel] / norm);
        }
        return vector;
    }

    /** Frees the weights; closing twice does nothing. */
    @Override
    public void close() {
        owner.close();
    }
}
