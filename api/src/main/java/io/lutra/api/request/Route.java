package io.lutra.api.request;

import java.util.Set;

/** The three things that pictures can be asked for by, and what each does not have of a profile's parameters. */
enum Route {
    GENERATIONS(Set.of("input_fidelity", "strength")),
    EDITS(Set.of("style", "strength")),
    VARIATIONS(Set.of("prompt", "negative_prompt", "quality", "style", "background", "moderation", "input_fidelity"));

    @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
    private final Set<String> lacks;

    Route(Set<String> lacks) {
        this.lacks = Set.copyOf(lacks);
    }

    boolean knows(Profile profile, String parameter) {
        return profile.has(parameter) && !lacks.contains(parameter);
    }
}
