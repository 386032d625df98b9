package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.DType;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import io.lutra.engine.tensor.TensorScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The weights of one component with low-rank changes added (Hu et al., arXiv:2106.09685):
 * {@code W + weight * alpha / rank * up down}, computed in fp32 when an array is loaded. Reads the names of kohya's scripts
 * and of PEFT and diffusers.
 */
public final class LoraWeights implements WeightSource {
    private static final List<Suffixes> SUFFIXES = List.of(
            new Suffixes(".lora_down.weight", ".lora_up.weight"),
            new Suffixes(".lora_A.weight", ".lora_B.weight"),
            new Suffixes(".lora.down.weight", ".lora.up.weight"),
            new Suffixes(".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight"));

    private final WeightSource base;
    private final Map<String, List<Change>> changes = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    private record Suffixes(String down, String up) {}

    private record Change(WeightSource file, String down, String up, String alpha, double weight) {}

    /**
     * A file of changes.
     *
     * @param file its arrays
     * @param weight how strongly it is applied; 1 as trained, 0 not at all
     */
    public record Lora(WeightSource file, double weight) {
        /** Refuses a weight that is not a finite number. */
        public Lora {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("the weight of a LoRA must be finite, but is " + weight);
            }
        }
    }

    /** The parts of a model, as LoRA files name them. */
    public enum Component {
        /** The denoiser. */
        UNET,
        /** The text encoder, or SDXL's first. */
        TEXT_ENCODER,
        /** SDXL's second text encoder. */
        TEXT_ENCODER_2;

        private List<String> kohyaPrefixes() {
            return switch (this) {
                case UNET -> List.of("lora_unet_");
                case TEXT_ENCODER -> List.of("lora_te_", "lora_te1_");
                case TEXT_ENCODER_2 -> List.of("lora_te2_");
            };
        }

        /** What a module may be called in a LoRA file. */
        List<String> names(String module) {
            var names = new ArrayList<String>();
            names.add(name().toLowerCase(Locale.ROOT) + "." + module);
            kohyaPrefixes().forEach(prefix -> names.add(prefix + module.replace('.', '_')));
            return names;
        }
    }

    private LoraWeights(WeightSource base) {
        this.base = base;
    }

    /** A component with changes from any number of files. */
    public static LoraWeights of(WeightSource base, Component component, List<Lora> loras) {
        return of(base, component, loras, module -> Optional.empty());
    }

    /**
     * As {@link #of(WeightSource, Component, List)}, where files may use other names for the modules.
     *
     * @param otherName what else a module may be called
     */
    public static LoraWeights of(
            WeightSource base, Component component, List<Lora> loras, Function<String, Optional<String>> otherName) {
        var merged = new LoraWeights(base);
        for (String array : base.names()) {
            if (array.endsWith(".weight")) {
                String module = array.substring(0, array.length() - ".weight".length());
                component.names(module).forEach(name -> loras.forEach(lora -> merged.find(array, name, lora)));
                otherName
                        .apply(module)
                        .map(component::names)
                        .ifPresent(
                                names -> names.forEach(name -> loras.forEach(lora -> merged.find(array, name, lora))));
            }
        }
        return merged;
    }

    private void find(String array, String module, Lora lora) {
        for (var suffixes : SUFFIXES) {
            var change = new Change(
                    lora.file(), module + suffixes.down(), module + suffixes.up(), module + ".alpha", lora.weight());
            if (lora.file().find(change.down()).isPresent()
                    && lora.file().find(change.up()).isPresent()) {
                changes.computeIfAbsent(array, any -> new ArrayList<>()).add(change);
                used.addAll(List.of(change.down(), change.up(), change.alpha()));
            }
        }
    }

    /**
     * Checks that components have taken up everything that the files hold.
     *
     * @throws BadWeights naming a file and an array that no component of the model has a place for
     */
    public static void requireUsed(List<Lora> loras, List<LoraWeights> components) {
        for (var lora : loras) {
            var unused = unused(lora, components);
            unused.stream().sorted().findFirst().ifPresent(name -> {
                throw new BadWeights(
                        "LoRA %s has %d of %d arrays that this model has no place for, such as %s; is it for another model?"
                                .formatted(
                                        lora.file().description(),
                                        unused.size(),
                                        lora.file().names().size(),
                                        SafetensorsHeader.quote(name)));
            });
        }
    }

    /** The arrays of a file that no component has a place for. */
    public static Set<String> unused(Lora lora, List<LoraWeights> components) {
        var unused = new HashSet<>(lora.file().names());
        components.forEach(component -> unused.removeAll(component.used));
        return unused;
    }

    /** Whether a file changes this array. */
    public boolean changes(String array) {
        return changes.containsKey(array);
    }

    @Override
    public String description() {
        return base.description();
    }

    @Override
    public Set<String> names() {
        return base.names();
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return base.find(name);
    }

    @Override
    public Tensor tensor(Device device, String name) {
        var own = changes.getOrDefault(name, List.of());
        if (own.isEmpty()) {
            return base.tensor(device, name);
        }
        return TensorScope.keep(() -> {
            var weight = base.tensor(device, name).to(DType.F32);
            for (var change : own) {
                weight = weight.plus(difference(device, name, change, weight.shape()));
            }
            return weight;
        });
    }

    private static Tensor difference(Device device, String name, Change change, long[] shape) {
        var down = change.file().tensor(device, change.down()).to(DType.F32);
        var up = change.file().tensor(device, change.up()).to(DType.F32);
        long rank = down.size(0);
        long in = 1;
        for (int i = 1; i < shape.length; i++) {
            in *= shape[i];
        }
        if (up.size(0) != shape[0] || elements(up) != shape[0] * rank || elements(down) != rank * in) {
            throw new BadWeights("LoRA %s: %s and %s do not fit array %s of the model; is it for another model?"
                    .formatted(change.file().description(), change.up(), change.down(), name));
        }
        double alpha = change.file().find(change.alpha()).isPresent()
                ? change.file().tensor(device, change.alpha()).toFloats()[0]
                : rank;
        return up.reshape(shape[0], rank)
                .matmul(down.reshape(rank, in))
                .times(change.weight() * alpha / rank)
                .reshape(shape);
    }

    private static long elements(Tensor tensor) {
        long elements = 1;
        for (long length : tensor.shape()) {
            elements *= length;
        }
        return elements;
    }
}
