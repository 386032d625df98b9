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
        return source.tensor(device, names.getOrDefault(name, name));
    }
}
