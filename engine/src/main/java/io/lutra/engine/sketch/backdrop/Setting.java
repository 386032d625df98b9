package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Idea.Mood;
import java.util.List;
import java.util.Set;

/**
 * Where and when, with nothing left open.
 *
 * @param scene not {@link Scene#UNSAID}
 * @param time not {@link Time#UNSAID}
 * @param weather {@link Weather#UNSAID} is fair weather
 * @param season {@link Season#UNSAID} is summer
 * @param features what else the place has
 * @param colours asked for behind the subjects, 0xRRGGBB; may be empty
 * @param subject the main colour of what stands before it, to be set off against
 * @param moods what it feels like
 * @param excluded words for what must not be seen ("cloud")
 */
public record Setting(
        Scene scene,
        Time time,
        Weather weather,
        Season season,
        Set<Feature> features,
        List<Integer> colours,
        int subject,
        Set<Mood> moods,
        Set<String> excluded) {
    /** Copies the collections. */
    public Setting {
        features = Set.copyOf(features);
        colours = List.copyOf(colours);
        moods = Set.copyOf(moods);
        excluded = Set.copyOf(excluded);
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    boolean isDark() {
        return time == Time.NIGHT;
    }

    boolean isWintry() {
        return season == Season.WINTER || scene == Scene.SNOW || weather == Weather.SNOWFALL;
    }

    boolean allows(String thing) {
        return !excluded.contains(thing);
    }
}
