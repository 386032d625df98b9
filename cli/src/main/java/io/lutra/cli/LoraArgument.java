package io.lutra.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What {@code --lora} of a drawing names: a LoRA and how strongly it is applied.
 *
 * @param file where it lies; the empty path for one of a server
 * @param weight 1 as trained
 */
record LoraArgument(String name, Path file, double weight) {
    private static final Pattern FORM = Pattern.compile("(?<lora>.+?)(@(?<weight>-?[0-9]+([.][0-9]+)?))?");

    /**
     * Reads {@code [NAME=]FILE[@WEIGHT]}, or the name of a fetched file instead of one.
     *
     * @throws IllegalArgumentException saying what does not exist
     */
    static LoraArgument parse(String argument, Path fetched) {
        var named = ofServer(argument);
        var disk = ModelArgument.parseLora(named.name(), fetched);
        return new LoraArgument(disk.id(), disk.path(), named.weight());
    }

    /** Reads {@code NAME[@WEIGHT]}. */
    static LoraArgument ofServer(String argument) {
        var matcher = FORM.matcher(argument);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--lora names no LoRA; write --lora ink.safetensors@0.8");
        }
        String weight = matcher.group("weight");
        return new LoraArgument(matcher.group("lora"), Path.of(""), weight == null ? 1 : Double.parseDouble(weight));
    }

    /** As the API's parameter {@code loras}. */
    static String json(List<LoraArgument> uses) {
        var array = JsonNodeFactory.instance.arrayNode();
        uses.forEach(use -> array.addObject().put("name", use.name()).put("weight", use.weight()));
        return JsonMapper.shared().writeValueAsString(array);
    }
}
