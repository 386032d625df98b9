package io.lutra.engine.pipeline;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.EngineException.Unsupported;
import io.lutra.engine.PictureRequest.LoraUse;
import io.lutra.engine.checkpoint.Checkpoint;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.TensorScope;
import io.lutra.engine.weights.LoraWeights;
import io.lutra.engine.weights.LoraWeights.Lora;
import io.lutra.engine.weights.WeightSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Implementation note. Merging into the loaded weights and taking out again would drift, in bf16 visibly so. Here the
 * unchanged networks stay as they were loaded, and a set of LoRAs gets networks of its own that share every layer which no
 * LoRA changes; the changed ones are computed in fp32 from the files. Pictures of several sets can be drawn in turns, as
 * each set lives as long as a drawing uses it, and the last one a while longer, as the next request often asks for the same.
 */
/** The networks of a model with each set of LoRAs that drawings use. Not thread-safe. */
final class Variants implements AutoCloseable {
    /** Sets without a drawing that are kept for the next request. */
    private static final int KEPT = 1;

    private final Checkpoint checkpoint;
    private final DType dtype;
    private final Map<String, WeightSource> files;
    private final Variant plain;
    private final Map<List<LoraUse>, Variant> loaded = new LinkedHashMap<>(4, 0.75f, true);

    /** Networks with one set of LoRAs. */
    static final class Variant {
        private final Networks networks;
        private final @Nullable TensorScope owner;
        private int users;

        private Variant(Networks networks, @Nullable TensorScope owner) {
            this.networks = networks;
            this.owner = owner;
        }

        Networks networks() {
            return networks;
        }

        private void free() {
            if (owner != null) {
                owner.close();
            }
        }
    }

    /**
     * Of a model.
     *
     * @param plain its networks as they are; borrowed
     * @param files LoRAs by name
     */
    Variants(Checkpoint checkpoint, Networks plain, DType dtype, Map<String, WeightSource> files) {
        this.checkpoint = checkpoint;
        this.dtype = dtype;
        this.files = Map.copyOf(files);
        this.plain = new Variant(plain, null);
    }

    /** The networks as they are. */
    Networks plain() {
        return plain.networks();
    }

    /**
     * The networks with LoRAs, loaded if they are not; given back with {@link #release}.
     *
     * @throws Unsupported if there is no LoRA of a name
     */
    Variant take(List<LoraUse> uses) {
        var effective = uses.stream().filter(use -> use.weight() != 0).toList();
        Variant variant = effective.isEmpty() ? plain : loaded.get(effective);
        if (variant == null) {
            var loras = effective.stream()
                    .map(use -> new Lora(file(use.name()), use.weight()))
                    .toList();
            evict(KEPT - 1);
            variant = TensorScope.owned(owner -> new Variant(plain.networks().with(checkpoint, dtype, loras), owner));
            loaded.put(effective, variant);
        }
        variant.users++;
        return variant;
    }

    private WeightSource file(String name) {
        var file = files.get(name);
        if (file == null) {
            throw new Unsupported("there is no LoRA " + name + "; there are "
                    + files.keySet().stream().sorted().toList());
        }
        return file;
    }

    /** Takes networks once more that are taken already. */
    Variant again(Variant variant) {
        variant.users++;
        return variant;
    }

    /** Gives networks back. */
    void release(Variant variant) {
        variant.users--;
        evict(KEPT);
    }

    /** Frees the sets without a drawing, least recently used first, but for so many. */
    private void evict(int kept) {
        long idle = loaded.values().stream().filter(each -> each.users == 0).count();
        for (Iterator<Variant> each = loaded.values().iterator(); idle > kept && each.hasNext(); ) {
            var variant = each.next();
            if (variant.users == 0) {
                each.remove();
                variant.free();
                idle--;
            }
        }
    }

    /**
     * Checks that LoRAs are for this model, before a request names them.
     *
     * @throws BadWeights naming the first that is not
     */
    void requireFitting() {
        files.values().stream()
                .map(file -> List.of(new Lora(file, 1)))
                .forEach(loras -> LoraWeights.requireUsed(loras, Networks.components(checkpoint, loras)));
    }

    @Override
    public void close() {
        loaded.values().forEach(Variant::free);
        loaded.clear();
    }
}
