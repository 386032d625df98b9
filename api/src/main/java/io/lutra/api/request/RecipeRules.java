package io.lutra.api.request;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.Options.Cache;
import io.lutra.api.request.Options.LoraUse;
import io.lutra.api.request.Options.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the way to draw, as it came, into one that the model has; what the model leaves no choice of is not looked at. */
final class RecipeRules {
    private static final int MAX_LORAS = 8;
    private static final double MAX_WEIGHT = 10;

    private final ModelLimits.Recipe limits;

    private RecipeRules(ModelLimits.Recipe limits) {
        this.limits = limits;
    }

    static Recipe apply(RawOptions raw, ModelLimits.Recipe limits) {
        var rules = new RecipeRules(limits);
        return new Recipe(
                rules.scheduler(raw.scheduler()),
                rules.clipSkip(raw.clipSkip()),
                rules.loras(raw.loras()),
                rules.cache(raw.cache()));
    }

    private @Nullable String scheduler(@Nullable String name) {
        if (name == null || limits.schedulers().isEmpty()) {
            return null;
        }
        if (!limits.schedulers().contains(name)) {
            throw ApiError.invalidValue("scheduler", name, Ranges.supported(limits.schedulers()))
                    .asException();
        }
        return name;
    }

    private int clipSkip(@Nullable Long layers) {
        return limits.maxClipSkip() == 0 ? 0 : (int) Ranges.integer("clip_skip", layers, 0, limits.maxClipSkip(), 0);
    }

    private Cache cache(@Nullable String name) {
        if (name == null || !limits.cache()) {
            return Cache.OFF;
        }
        return switch (name) {
            case "off" -> Cache.OFF;
            case "fast" -> Cache.FAST;
            default ->
                throw ApiError.invalidValue("cache", name, Ranges.supported(List.of("fast", "off")))
                        .asException();
        };
    }

    private List<LoraUse> loras(@Nullable List<JsonNode> members) {
        if (members == null || !limits.hasLoras()) {
            return List.of();
        }
        if (members.size() > MAX_LORAS) {
            throw ApiError.invalidCombination(
                            "loras", "At most " + MAX_LORAS + " LoRAs can be named, but got " + members.size() + ".")
                    .asException();
        }
        var uses = new ArrayList<LoraUse>();
        for (int i = 0; i < members.size(); i++) {
            var use = use("loras[" + i + "]", members.get(i));
            if (uses.stream().anyMatch(other -> other.name().equals(use.name()))) {
                throw ApiError.invalidCombination(
                                "loras[" + i + "].name", "The LoRA '" + use.name() + "' is named twice.")
                        .asException();
            }
            uses.add(use);
        }
        return uses;
    }

    private LoraUse use(String path, JsonNode member) {
        if (!member.isObject()) {
            throw JsonParameters.wrongType(path, "an object with name and weight", member);
        }
        var name = member.path("name");
        if (!name.isString()) {
            throw JsonParameters.wrongType(path + ".name", "a string", name);
        }
        if (!limits.loras().contains(name.stringValue())) {
            throw ApiError.invalidValue(
                            path + ".name",
                            name.stringValue(),
                            limits.loras().isEmpty()
                                    ? "The server was started without LoRAs for this model."
                                    : Ranges.supported(limits.loras()))
                    .asException();
        }
        return new LoraUse(name.stringValue(), weight(path + ".weight", member.path("weight")));
    }

    private static double weight(String path, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return 1;
        }
        if (!node.isNumber()) {
            throw JsonParameters.wrongType(path, "a decimal number", node);
        }
        Ranges.decimal(path, node.doubleValue(), -MAX_WEIGHT, MAX_WEIGHT);
        return node.doubleValue();
    }
}
