package io.lutra.server.safety;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads a text as people read it, however it is spelt: wide, bold or circled letters, accents, letters of other scripts that look
 * alike, digits and signs for letters, letters apart, invisible characters. Stateless; takes time in proportion to the text.
 */
/* Implementation note.
 *
 * NFKC (Unicode Standard Annex 15) takes care of width, of mathematical and of circled letters. Look-alikes are those of
 * Unicode Technical Standard 39, confusables.txt, that are letters of Cyrillic, Greek, Armenian, Cherokee or Latin itself and look
 * like a basic Latin letter in common fonts; all of its 6000 pairs would fold whole scripts into each other. What a sign stands
 * for depends on the word, so a text has several readings, and a list is held against each. A reading without any of that is kept
 * for lists in other scripts than Latin.
 */
final class Folding {
    /** What is not seen: format and control characters, fillers of Hangul, selectors of variants. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cf}\\p{Cc}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{3164}\\x{FFA0}\\x{FE00}-\\x{FE0F}"
                    + "\\x{E0100}-\\x{E01EF}&&[^\\t\\n\\x{B}\\f\\r\\x{85}]]");

    /** Accents, and what else is put on or through letters; not the vowel signs that some scripts are written with. */
    private static final Pattern ACCENTS = Pattern.compile(
            "[\\x{300}-\\x{36F}\\x{1AB0}-\\x{1AFF}\\x{1DC0}-\\x{1DFF}\\x{20D0}-\\x{20FF}\\x{FE20}-\\x{FE2F}]");

    /** So many letters, each on its own, are one word, {@code b.a.d} or {@code b a d}... */
    private static final int FEWEST_APART = 3;

    /** ...with so much between two of them at most. */
    private static final int MOST_BETWEEN = 3;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Each Latin letter with those that look like it, after lower-casing. */
    private static final List<String> LOOK_ALIKES = List.of(
            "aаαɑᴀ",
            "bЬьвβʙɓ",
            "cсϲᴄ",
            "dԁɗđᴅ",
            "eеєεҽᴇɛ",
            "fғƒꜰϝ",
            "gɡցɢ",
            "hһнհʜ",
            "iіιıɩɪ",
            "jјϳᴊ",
            "kкκᴋ",
            "lӏʟɫłⅼ",
            "mмᴍ",
            "nηոɴռ",
            "oоοσօᴏøө",
            "pрρᴘ",
            "qԛգ",
            "rʀɾ",
            "sѕʂꜱ",
            "tтτᴛŧ",
            "uυսᴜʋ",
            "vνѵᴠ",
            "wѡԝωաᴡɯ",
            "xхχ×ҳ",
            "yуγүʏұ",
            "zᴢʐ");

    /** What stands for letters, in three ways: 1 is an i here and an l there, and ! perhaps the end of a sentence. */
    private static final String SIGNS = "0134578@$!|€+";

    private static final List<String> LETTERS = List.of("oieastbasilet", "oleastbaslltt", "oieastbas!le+");

    private Folding() {}

    /** Every reading, in lower case and with its punctuation, the plainest one first. */
    static Set<String> readings(String text) {
        var readings = new LinkedHashSet<String>();
        var plain = plain(text);
        readings.add(plain);
        var latin = latin(plain);
        add(readings, latin);
        LETTERS.forEach(letters -> add(readings, signs(latin, letters)));
        return readings;
    }

    private static void add(Set<String> readings, String reading) {
        readings.add(reading);
        readings.add(together(reading));
    }

    /** The reading without guesses about what stands for what. */
    static String plain(String text) {
        var seen = UNSEEN.matcher(text).replaceAll("");
        var composed = Normalizer.normalize(framed(seen), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // NFKC may make visible what was not, and lower-casing leaves what is not normal.
        return Normalizer.normalize(UNSEEN.matcher(composed).replaceAll(""), Normalizer.Form.NFKC);
    }

    /** A plain reading with letters that look like basic Latin ones replaced by those. */
    static String latin(String plain) {
        var bare = ACCENTS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("");
        var latin = new StringBuilder(bare.length());
        bare.codePoints().forEach(point -> latin.appendCodePoint(lookAlike(point)));
        return Normalizer.normalize(latin, Normalizer.Form.NFC);
    }

    /** The words alone, a space between each: a list without patterns is held against this. */
    static String words(String reading) {
        return BETWEEN.matcher(reading).replaceAll(" ").strip();
    }

    private static String signs(String latin, String letters) {
        var read = new StringBuilder(latin.length());
        for (int i = 0; i < latin.length(); i++) {
            int sign = SIGNS.indexOf(latin.charAt(i));
            read.append(sign < 0 ? latin.charAt(i) : letters.charAt(sign));
        }
        return read.toString();
    }

    private static String together(String reading) {
        var words = new ArrayList<MatchResult>();
        WORD.matcher(reading).results().forEach(words::add);
        var joined = new StringBuilder(reading.length());
        int copied = 0;
        int next = 0;
        while (next < words.size()) {
            int end = endOfLetters(words, next);
            if (end - next >= FEWEST_APART) {
                joined.append(reading, copied, words.get(next).start());
                words.subList(next, end).forEach(word -> joined.append(word.group()));
                copied = words.get(end - 1).end();
            }
            next = Math.max(end, next + 1);
        }
        return joined.append(reading, copied, reading.length()).toString();
    }

    /** Behind the last of the words from an index on that are letters on their own, near each other. */
    private static int endOfLetters(List<MatchResult> words, int from) {
        int end = from;
        while (end < words.size()
                && isLetter(words.get(end))
                && (end == from || words.get(end).start() - words.get(end - 1).end() <= MOST_BETWEEN)) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(MatchResult word) {
        return word.group().codePointCount(0, word.end() - word.start()) == 1;
    }

    /** Letters of flags and in filled frames, which NFKC leaves alone, as letters. */
    private static String framed(String text) {
        var letters = new StringBuilder(text.length());
        text.codePoints().forEach(point -> letters.appendCodePoint(framed(point)));
        return letters.toString();
    }

    private static int framed(int point) {
        if (point >= 0x1F1E6 && point <= 0x1F1FF) {
            return 'a' + point - 0x1F1E6;
        }
        if (point >= 0x1F150 && point <= 0x1F169) {
            return 'a' + point - 0x1F150;
        }
        if (point >= 0x1F170 && point <= 0x1F189) {
            return 'a' + point - 0x1F170;
        }
        return point;
    }

    private static int lookAlike(int point) {
        if (point < 0x80 || point > 0xFFFF) {
            return point;
        }
        for (var letters : LOOK_ALIKES) {
            if (letters.indexOf(point) > 0) {
                return letters.charAt(0);
            }
        }
        return point;
    }
}
