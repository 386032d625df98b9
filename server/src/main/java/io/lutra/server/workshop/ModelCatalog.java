package io.lutra.server.workshop;

import io.lutra.api.error.ApiError;
import io.lutra.api.request.ModelLimits;
import io.lutra.api.request.Profile;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelInfo.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which model answers to which name. Clients hard-code the names of the hosted service, so the standard model answers to all
 * of those unless the configuration says otherwise. Immutable.
 */
public final class ModelCatalog {
    private static final List<String> HOSTED = List.of("dall-e-2", "dall-e-3", "gpt-image-1");

    private final Map<String, ModelInfo> models = new LinkedHashMap<>();
    private final Map<String, ModelInfo> aliases = new LinkedHashMap<>();
    private final ModelInfo standard;

    /**
     * @param models one or more; the first is the standard one
     * @param aliases further names to the id of the model that answers to each
     */
    public ModelCatalog(List<ModelInfo> models, Map<String, String> aliases) {
        models.forEach(model -> this.models.put(model.id(), model));
        standard = models.getFirst();
        HOSTED.forEach(name -> this.aliases.put(name, standard));
        aliases.forEach((name, id) -> {
            var model = this.models.get(id);
            if (model == null) {
                throw new IllegalArgumentException("the alias " + name + " names the model " + id
                        + ", but the models are " + this.models.keySet());
            }
            this.aliases.put(name, model);
        });
    }

    /**
     * A name, what it stands for, and what a request under that name is held to.
     *
     * @param name as the client wrote it; empty when it named none
     */
    public record Named(String name, ModelInfo model, Profile profile) {
        /** What the model allows. */
        public ModelLimits limits() {
            var sizes = model.sizes();
            var choices = model.choices();
            return new ModelLimits(
                    sizes.nativeSide(),
                    sizes.min(),
                    sizes.max(),
                    sizes.multiple(),
                    model.maxSteps(),
                    model.honoured().contains(Setting.STEPS),
                    model.honoured().contains(Setting.GUIDANCE_SCALE),
                    model.honoured().contains(Setting.NEGATIVE_PROMPT),
                    model.transparentBackground(),
                    new ModelLimits.Recipe(
                            model.honoured().contains(Setting.SCHEDULER) ? choices.schedulers() : List.of(),
                            model.honoured().contains(Setting.LORAS),
                            choices.loras(),
                            model.honoured().contains(Setting.CLIP_SKIP) ? choices.maxClipSkip() : 0,
                            model.honoured().contains(Setting.CACHE)));
        }
    }

    /**
     * What answers to a name.
     *
     * @throws io.lutra.api.error.ApiException if nothing does
     */
    public Named resolve(String name) {
        return find(name)
                .orElseThrow(() -> ApiError.modelNotFound(shortened(name)).asException());
    }

    /** What answers to a name, if anything does. */
    public Optional<Named> find(String name) {
        if (name.isEmpty()) {
            return Optional.of(new Named(name, standard, Profile.L));
        }
        var profile = Profile.of(name);
        var model = models.getOrDefault(name, aliases.get(name));
        if (model == null && profile != Profile.X) {
            model = standard;
        }
        return Optional.ofNullable(model).map(found -> new Named(name, found, profile));
    }

    /** Every name that is listed, the models' own first. */
    public List<String> names() {
        var names = new ArrayList<>(models.keySet());
        names.addAll(aliases.keySet());
        return names;
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
