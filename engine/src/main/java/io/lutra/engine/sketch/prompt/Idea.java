package io.lutra.engine.sketch.prompt;

import java.util.List;
import java.util.Set;

/**
 * What a prompt asks for. Immutable; the same prompt gives an equal idea.
 *
 * <p>Everything that the prompt leaves open is left open here ({@code UNSAID}, {@code ANYWHERE}, an empty list): whoever
 * composes the picture chooses, by seed.
 *
 * @param subjects what is seen, in the order of the prompt, the most important first unless the prompt says otherwise; may be
 *     empty (a mere landscape, or nothing that is known)
 * @param relations how subjects stand to each other; indices are into {@code subjects}
 * @param backdrop where and when
 * @param styles how it is made ("watercolor, pixel art"), strongest first
 * @param moods what it feels like
 * @param framing how near and from where it is seen
 * @param lettering texts that the picture should bear, as quoted in the prompt
 * @param exclusions what must not be seen
 */
public record Idea(
        List<Subject> subjects,
        List<Relation> relations,
        Backdrop backdrop,
        List<Style> styles,
        Set<Mood> moods,
        Framing framing,
        List<String> lettering,
        Exclusions exclusions) {
    /** Copies the collections; refuses relations of subjects that are not there. */
    public Idea {
        subjects = List.copyOf(subjects);
        relations = List.copyOf(relations);
        styles = List.copyOf(styles);
        moods = Set.copyOf(moods);
        lettering = List.copyOf(lettering);
        for (var relation : relations) {
            if (relation.from() >= subjects.size() || relation.to() >= subjects.size()) {
                throw new IllegalArgumentException(relation + " of " + subjects.size() + " subjects");
            }
        }
    }

    /** How a picture is made. */
    public enum Style {
        PHOTO,
        THREE_D,
        CARTOON,
        ANIME,
        COMIC,
        FLAT,
        STICKER,
        PIXEL_ART,
        LOW_POLY,
        WATERCOLOR,
        OIL,
        IMPRESSIONIST,
        ABSTRACT,
        PENCIL,
        LINE,
        INK,
        POP_ART,
        NEON,
        VINTAGE,
        BLACK_AND_WHITE,
        PASTEL,
        PAPER,
        CLAY,
        MOSAIC,
        MINIMALIST
    }

    /** What a picture feels like. */
    public enum Mood {
        CHEERFUL,
        CALM,
        COSY,
        ROMANTIC,
        DREAMY,
        MYSTERIOUS,
        GLOOMY,
        SPOOKY,
        EPIC,
        FUTURISTIC
    }

    /** How near, and from where, the subjects are seen. */
    public enum Framing {
        UNSAID,
        /** The main subject fills the picture and may be cut by its edge. */
        CLOSE_UP,
        /** Head and shoulders, or the whole of a small thing, large and central. */
        PORTRAIT,
        /** The main subject whole. */
        FULL_FIGURE,
        /** Much of the place, subjects small. */
        WIDE,
        FROM_ABOVE,
        FROM_BELOW,
        /** One thing, plain and central, as on a logo, a badge or an icon. */
        EMBLEM,
        /** Subjects repeated over the whole picture, with no place. */
        PATTERN
    }
}
