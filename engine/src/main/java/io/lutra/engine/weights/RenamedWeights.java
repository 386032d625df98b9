package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Arrays under other names than their source has: checkpoints have been written with several. */
public final class RenamedWeights implements WeightSource {
    private final WeightSource source;
    private final Map<String, String> names;

    private RenamedWeights(WeightSource source, Map<String, String> names) {
        this.source = source;
        this.names = names;
    }

    /**
     * Translates every name.
     *
     * @param translate from the source's name to the one to be known by; must not make two names one
     */
    public static RenamedWeights of(WeightSource source, UnaryOperator<String> translate) {
        var names = new LinkedHashMap<String, String>();
        for (String old : source.names()) {
            String name = translate.apply(old);
            if (names.put(name, old) != null) {
                throw new BadWeights("weights %s have array %s under two names"
                        .formatted(source.description(), SafetensorsHeader.quote(name)));
            }
        }
        return new RenamedWeights(source, names);
    }

    /**
     * Some arrays of a source under other names; the rest is not there.
     *
     * @param names from the name to be known by to the source's
     */
    public static RenamedWeights of(WeightSource source, Map<String, String> names) {
        return new RenamedWeights(source, new LinkedHashMap<>(names));
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(names.keySet());
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return Optional.ofNullable(names.get(name)).flatMap(source::find);
    }

    @Override
    public Tensor tensor(Device device, String name) {
        String old = names.get(name);
        if (old == null) {
            throw new BadWeights("weights " + source.description() + " have no array " + SafetensorsHeader.quote(name));
        }
        return source.tensor(device, old);
    }
}
