package io.lutra.engine.weights;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.tensor.Device;
import io.lutra.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The weights of one component of a diffusers directory: one safetensors file, or several with an index; the fp16 variant if
 * there is no other.
 */
public final class WeightDirectory implements WeightSource {
    private static final List<String> BASE_NAMES = List.of("diffusion_pytorch_model", "model");

    private final Path directory;
    private final Map<String, SafetensorsFile> files;

    private WeightDirectory(Path directory, Map<String, SafetensorsFile> files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * Finds and maps the weights of a component.
     *
     * @throws BadWeights if there are none, only pickled ones, or one of several is missing
     */
    public static WeightSource open(Path directory) {
        for (String base : BASE_NAMES) {
            for (String variant : List.of("", ".fp16")) {
                Path single = directory.resolve(base + variant + ".safetensors");
                if (Files.isRegularFile(single)) {
                    return SafetensorsFile.open(single);
                }
                for (String index : indexNames(base, variant)) {
                    if (Files.isRegularFile(directory.resolve(index))) {
                        return ofIndex(directory, directory.resolve(index));
                    }
                }
            }
        }
        throw new BadWeights("weights of " + directory + " are missing" + advice(directory));
    }

    /** The variant has stood in several places of an index's name. */
    private static Set<String> indexNames(String base, String variant) {
        return new LinkedHashSet<>(List.of(
                base + ".safetensors.index" + variant + ".json",
                base + ".safetensors" + variant + ".index.json",
                base + variant + ".safetensors.index.json"));
    }

    private static String advice(Path directory) {
        for (String base : List.of("diffusion_pytorch_model.bin", "pytorch_model.bin")) {
            if (Files.exists(directory.resolve(base))) {
                return ": there is only " + base + ", a pickle, which could run any code; fetch the safetensors file";
            }
        }
        return ": expected " + BASE_NAMES.getFirst() + ".safetensors or " + BASE_NAMES.getLast() + ".safetensors";
    }

    private static WeightDirectory ofIndex(Path directory, Path index) {
        try {
            var map = JsonMapper.shared().readTree(Files.readAllBytes(index)).path("weight_map");
            var names = new TreeSet<String>();
            map.properties().forEach(entry -> names.add(entry.getValue().asString()));
            var files = new LinkedHashMap<String, SafetensorsFile>();
            for (String name : names) {
                if (name.contains("/") || name.contains("\\")) {
                    throw new BadWeights("index " + index + " names a file outside of its directory");
                }
                var file = SafetensorsFile.open(directory.resolve(name));
                file.names().forEach(array -> files.put(array, file));
            }
            var missing = new ArrayList<String>();
            map.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(array -> !files.containsKey(array))
                    .forEach(missing::add);
            if (!missing.isEmpty() || files.isEmpty()) {
                throw new BadWeights("weights of %s lack %d arrays that the index names, such as %s; fetch them again"
                        .formatted(
                                directory,
                                missing.size(),
                                missing.stream().findFirst().orElse("all")));
            }
            return new WeightDirectory(directory, files);
        } catch (IOException | JacksonException unreadable) {
            throw new BadWeights("index " + index + " cannot be read; fetch it again", unreadable);
        }
    }

    @Override
    public String description() {
        return directory.toString();
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(files.keySet());
    }

    @Override
    public Optional<WeightInfo> find(String name) {
        return Optional.ofNullable(files.get(name)).flatMap(file -> file.find(name));
    }

    @Override
    public Tensor tensor(Device device, String name) {
        var file = files.get(name);
        if (file == null) {
            throw new BadWeights("weights of " + directory + " have no array " + SafetensorsHeader.quote(name));
        }
        return file.tensor(device, name);
    }
}
