package io.lutra.engine.sketch.library;

import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.sketch.library.Entry.Body;
import io.lutra.engine.sketch.library.Figure.Box;
import io.lutra.engine.sketch.library.Figure.Feet;
import io.lutra.engine.sketch.library.Figure.Head;
import io.lutra.engine.sketch.library.Figure.Wear;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Concept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code library.json}; the model card describes its format. */
final class Index {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Index() {}

    static Map<String, Entry> read(Path file) {
        try {
            var content = JSON.readValue(file.toFile(), Content.class);
            var figures = new LinkedHashMap<String, List<Figure>>();
            for (var drawing : content.drawings) {
                figures.computeIfAbsent(drawing.concept, id -> new ArrayList<>())
                        .add(drawing.figure());
            }
            var entries = new LinkedHashMap<String, Entry>();
            for (var line : content.concepts) {
                entries.put(line.id, line.entry(figures.getOrDefault(line.id, List.of())));
            }
            return entries;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadWeights("cannot read " + file + ": restore it from the release", e);
        }
    }

    private record Content(List<Line> concepts, List<Drawn> drawings) {}

    private record Line(
            String id,
            String name,
            List<String> keywords,
            List<String> chinese,
            String emoji,
            int group,
            String kind,
            double metres,
            String place,
            double seat,
            @Nullable String body,
            boolean hidden) {
        Entry entry(List<Figure> figures) {
            return new Entry(
                    new Concept(id, name, keywords, chinese, emoji, group),
                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    metres,
                    Scene.valueOf(place.toUpperCase(Locale.ROOT)),
                    seat,
                    body == null ? Body.NONE : Body.valueOf(body.toUpperCase(Locale.ROOT)),
                    hidden,
                    figures);
        }
    }

    private record Drawn(
            String concept,
            String set,
            String file,
            double[] box,
            double[] feet,
            double @Nullable [] head,
            double @Nullable [] wear,
            List<String> colours,
            boolean right,
            boolean text) {
        Figure figure() {
            return new Figure(
                    concept,
                    set,
                    file,
                    new Box(box[0], box[1], box[2], box[3]),
                    new Feet(feet[0], feet[1]),
                    Optional.ofNullable(head).map(h -> new Head(h[0], h[1], h[2], h[3], h[4], h[5])),
                    Optional.ofNullable(wear).map(w -> new Wear(w[0], w[1], w[2])),
                    colours.stream().map(hex -> Integer.parseInt(hex, 16)).toList(),
                    right,
                    !text);
        }
    }
}
