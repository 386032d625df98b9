package io.lutra.engine.sketch.backdrop;

import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.paint.Light;
import io.lutra.engine.sketch.paint.Tones;
import io.lutra.engine.sketch.prompt.Backdrop.Feature;
import io.lutra.engine.sketch.prompt.Backdrop.Scene;
import io.lutra.engine.sketch.prompt.Backdrop.Season;
import io.lutra.engine.sketch.prompt.Backdrop.Time;
import io.lutra.engine.sketch.prompt.Backdrop.Weather;
import io.lutra.engine.sketch.prompt.Idea.Mood;
import java.util.List;

/**
 * The colours of a place out of doors.
 *
 * @param skyTop of the sky, overhead
 * @param skyMiddle half way
 * @param skyLow at the horizon
 * @param ground of the ground near by
 * @param leaf of leaves
 * @param water of water
 * @param light how it falls
 */
record Palette(int skyTop, int skyMiddle, int skyLow, int ground, int leaf, int water, Light light) {
    private static final List<int[]> DAYS = List.of(
            new int[] {0x4FB3F6, 0x93D6FB, 0xE2F6FF},
            new int[] {0x5AA9E6, 0xA7D8F5, 0xFFF4DC},
            new int[] {0x63C7E8, 0xA9E6EE, 0xF2FBE4},
            new int[] {0x7FB8FF, 0xB9D8FF, 0xFFEAF1});
    private static final List<int[]> SUNSETS = List.of(
            new int[] {0x4B3B8F, 0xE8638C, 0xFFC46B},
            new int[] {0x2F4B8C, 0xF08A5D, 0xFFE08A},
            new int[] {0x7A3E8E, 0xFF7A59, 0xFFD56B},
            new int[] {0x35306E, 0xC2558F, 0xFFA77A});
    private static final List<int[]> DAWNS =
            List.of(new int[] {0x7FA7E0, 0xF9B9C4, 0xFFE6B8}, new int[] {0x93B5E8, 0xE6C3E6, 0xFFD9C7}, new int[] {
                0x6FA8DC, 0xFFC8A8, 0xFFF0B8
            });
    private static final List<int[]> NIGHTS =
            List.of(new int[] {0x0B1038, 0x1B2A66, 0x3E5796}, new int[] {0x140F3A, 0x33266E, 0x6B4E9C}, new int[] {
                0x061A33, 0x0F3558, 0x2C6B85
            });

    static Palette of(Setting setting, Dice dice) {
        var sky = sky(setting, dice).clone();
        double grey = switch (setting.weather()) {
            case CLOUDY, WIND -> .35;
            case RAIN -> .6;
            case STORM -> .8;
            case FOG -> isLowSun(setting) ? .3 : .65;
            case SNOWFALL -> .4;
            case UNSAID, CLEAR -> setting.moods().contains(Mood.GLOOMY) ? .5 : 0;
        };
        int cloudy = setting.isDark() ? 0x2A3348 : setting.weather() == Weather.STORM ? 0x59637A : 0xAEB9C6;
        for (int i = 0; i < sky.length; i++) {
            sky[i] = Tones.mix(sky[i], cloudy, grey);
            if (!setting.colours().isEmpty() && !coloursGround(setting)) {
                int asked = setting.colours().get(Math.min(i, setting.colours().size() - 1));
                sky[i] = Tones.mix(sky[i], Tones.light(asked, i * .22), setting.isDark() ? .3 : .75);
            }
        }
        int leaf = leaf(setting, dice);
        int ground = ground(setting, leaf, dice);
        if (coloursGround(setting)) {
            ground = Tones.mix(ground, setting.colours().getFirst(), .6);
            leaf = Tones.mix(leaf, setting.colours().getFirst(), .6);
        }
        int water = setting.has(Feature.TROPICS)
                ? 0x2CC7BE
                : setting.scene() == Scene.RIVER || setting.scene() == Scene.LAKE ? 0x3FA3C9 : 0x1E9CC4;
        var light = light(setting, sky, grey);
        return new Palette(
                sky[0],
                sky[1],
                sky[2],
                Tones.multiply(ground, light.colour()),
                Tones.multiply(leaf, light.colour()),
                Tones.mix(Tones.multiply(water, light.colour()), sky[1], .25),
                light);
    }

    /** Whether a colour is that of the land ("green hills"), not of the sky. */
    private static boolean coloursGround(Setting setting) {
        return setting.colours().size() == 1
                && switch (setting.scene()) {
                    case MEADOW, GARDEN, PARK, FARM, FOREST, JUNGLE, MOUNTAINS, DESERT, VILLAGE -> true;
                    default -> false;
                };
    }

    private static int[] sky(Setting setting, Dice dice) {
        var choices = switch (setting.time()) {
            case SUNSET -> SUNSETS;
            case SUNRISE -> DAWNS;
            case NIGHT -> NIGHTS;
            case DAY, UNSAID -> DAYS;
        };
        return choices.get(dice.turn("sky", choices.size()));
    }

    private static int leaf(Setting setting, Dice dice) {
        if (setting.isWintry()) {
            return 0xDDEBF5;
        }
        if (setting.season() == Season.AUTUMN) {
            return dice.pick(List.of(0xD98A2B, 0xC9652B, 0xE0A83A));
        }
        if (setting.scene() == Scene.JUNGLE) {
            return dice.pick(List.of(0x2E9E5B, 0x2C8C62));
        }
        return setting.season() == Season.SPRING
                ? dice.pick(List.of(0x8FD45F, 0x7CCB6B))
                : dice.pick(List.of(0x67BE5A, 0x58B368, 0x86C454));
    }

    private static int ground(Setting setting, int leaf, Dice dice) {
        return switch (setting.scene()) {
            case DESERT -> dice.pick(List.of(0xEBC07A, 0xE8B26B, 0xF0CC8C));
            case BEACH, ISLAND -> dice.pick(List.of(0xF6DFA6, 0xF8E6BB));
            case VOLCANO -> 0x6B4B46;
            case CAVE -> 0x6C5B62;
            case SNOW -> 0xF3F8FD;
            default -> setting.isWintry() ? 0xF3F8FD : leaf;
        };
    }

    private static Light light(Setting setting, int[] sky, double grey) {
        int colour = switch (setting.time()) {
            case SUNSET -> 0xFFDFC6;
            case SUNRISE -> 0xFFEFE2;
            case NIGHT -> 0xBCC4EC;
            case DAY, UNSAID -> Tones.mix(Tones.WHITE, 0xC9D2DC, grey * .7);
        };
        double shadow = setting.isDark() ? .38 : .26 * (1 - grey * .5);
        return new Light(colour, sky[2], Tones.dark(sky[0], .7), shadow);
    }

    private static boolean isLowSun(Setting setting) {
        return setting.time() == Time.SUNSET || setting.time() == Time.SUNRISE;
    }

    boolean isLow(Time time) {
        return time == Time.SUNSET || time == Time.SUNRISE;
    }
}
