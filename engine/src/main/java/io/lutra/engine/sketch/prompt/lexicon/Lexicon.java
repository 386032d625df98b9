package io.lutra.engine.sketch.prompt.lexicon;

import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Concept;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every known word and phrase may mean, in English and Chinese. Joins the tables in the resources with the names and
 * keywords of a library's concepts. Immutable once built, safe to share.
 *
 * <p>English phrases are looked up twice, as written and in the singular; so both "glasses" and "three cats" are found.
 */
public final class Lexicon {
    /** The longest phrase, in words. */
    public static final int LONGEST = 8;

    /** The longest Chinese phrase, in characters. */
    public static final int LONGEST_HAN = 8;

    private static final double KEYWORD_SCORE = 0.6;
    private static final int MOST_PER_KEYWORD = 6;
    private static final int TRAVEL_AND_PLACES = 5;

    private final Map<String, List<Sense>> senses = new HashMap<>();
    private final Map<String, Concept> conceptsBySlug = new LinkedHashMap<>();
    private final Map<String, Concept> conceptsById = new HashMap<>();
    private final Map<String, String> emoji = new HashMap<>();
    private final Map<String, Subject.Place> wearable = new HashMap<>();
    private final Map<String, Sense.Noun> roles = new HashMap<>();
    private final Set<String> creatures = new HashSet<>();
    private final Set<String> portable = new HashSet<>();
    private final Set<String> plants = new HashSet<>();
    private final Lemmas lemmas = new Lemmas(Table.read("plurals"));

    /** A lexicon of the tables and these concepts. */
    public Lexicon(List<Concept> concepts) {
        for (var concept : concepts) {
            conceptsBySlug.putIfAbsent(slug(concept.name()), concept);
            conceptsBySlug.putIfAbsent(concept.id(), concept);
            conceptsById.put(concept.id(), concept);
            emoji.put(Tokeniser.bareEmoji(concept.emoji()), concept.id());
        }
        readKinds();
        new SenseTables(this).readAll();
        addNames(concepts);
        addKinds();
        addKeywords(concepts);
    }

    /** The key of a name: lower case, apostrophes dropped, every other run of signs a hyphen. */
    public static String slug(String name) {
        var slug = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> "'’“”.".indexOf(c) < 0)
                .forEach(c -> {
                    if (Character.isLetterOrDigit(c)) {
                        slug.appendCodePoint(c);
                    } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                        slug.append('-');
                    }
                });
        boolean trailing = !slug.isEmpty() && slug.charAt(slug.length() - 1) == '-';
        return slug.substring(0, slug.length() - (trailing ? 1 : 0));
    }

    /** Cuts a prompt into tokens; see {@link Tokeniser}. */
    public List<Token> tokens(String prompt) {
        return Tokeniser.tokens(prompt, lemmas::singular);
    }

    /** What the tokens from {@code from} to before {@code to} mean as one phrase, the likeliest sense first. */
    public List<Sense> senses(List<Token> tokens, int from, int to) {
        var written = new StringBuilder();
        var singular = new StringBuilder();
        for (int i = from; i < to; i++) {
            var token = tokens.get(i);
            if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) {
                return List.of();
            }
            var blank = i == from ? "" : " ";
            written.append(blank).append(token.text());
            singular.append(blank).append(token.lemma());
        }
        var first = senses.getOrDefault(written.toString(), List.of());
        var second = written.compareTo(singular) == 0
                ? List.<Sense>of()
                : senses.getOrDefault(singular.toString(), List.of());
        if (second.isEmpty()) {
            return first;
        }
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** What a phrase that is no list of tokens means: Chinese, or a word of a table. */
    public List<Sense> senses(String phrase) {
        return senses.getOrDefault(phrase, List.of());
    }

    /** The concept of a pictograph. */
    public Optional<String> emoji(String sequence) {
        return Optional.ofNullable(emoji.get(Tokeniser.bareEmoji(sequence)));
    }

    /** The concept of an id. */
    public Optional<Concept> concept(String id) {
        return Optional.ofNullable(conceptsById.get(id));
    }

    /** Where a concept is worn, or empty if it is not. */
    public Optional<Subject.Place> wornAt(String concept) {
        return Optional.ofNullable(wearable.get(concept));
    }

    /** What marks one who is of this trade or birth: clothes and tools. */
    public Optional<Sense.Noun> role(String concept) {
        return Optional.ofNullable(roles.get(concept));
    }

    /** Whether a concept can act: a person, an animal, a robot. */
    public boolean isAnimate(String concept) {
        int group = concept(concept).map(Concept::group).orElse(-1);
        return creatures.contains(concept) || ((group == 1 || group == 3) && !plants.contains(concept));
    }

    /** Whether a concept can be held, unlike a house or a cloud. */
    public boolean isPortable(String concept) {
        return concept(concept).map(Concept::group).orElse(-1) != TRAVEL_AND_PLACES || portable.contains(concept);
    }

    /** Whether a concept is a human being. */
    public boolean isPerson(String concept) {
        return concept(concept).map(Concept::group).orElse(-1) == 1 && !plants.contains(concept);
    }

    /** The concepts that are human beings. */
    public List<String> persons() {
        return conceptsById.keySet().stream().filter(this::isPerson).sorted().toList();
    }

    /** The singular of a phrase whose last word is a plural. */
    public String singular(String phrase) {
        return singularOf(phrase);
    }

    /** The id of the concept that the tables name by this slug. */
    Optional<String> idOf(String slug) {
        return Optional.ofNullable(conceptsBySlug.get(slug)).map(Concept::id);
    }

    /** Adds what marks a trade. */
    void addRole(String concept, Sense.Noun marks) {
        roles.put(concept, marks);
    }

    /** Adds a sense to a phrase of a table, with spelling as in prompts. */
    void add(String phrase, Sense sense) {
        put(keyOf(phrase), sense);
    }

    private void put(String key, Sense sense) {
        var list = senses.computeIfAbsent(key, k -> new ArrayList<>(1));
        if (!list.contains(sense)) {
            list.add(sense);
        }
    }

    private static String keyOf(String phrase) {
        if (phrase.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == ' ')) {
            return phrase;
        }
        var words =
                Tokeniser.tokens(phrase, word -> word).stream().map(Token::text).toList();
        return String.join(" ", words);
    }

    private void readKinds() {
        for (var row : Table.read("kinds")) {
            for (var slug : row.phrases()) {
                idOf(slug).ifPresent(id -> {
                    switch (row.value()) {
                        case "creature" -> creatures.add(id);
                        case "thing" -> plants.add(id);
                        case "portable" -> portable.add(id);
                        default ->
                            wearable.put(id, Subject.Place.valueOf(row.value().toUpperCase(Locale.ROOT)));
                    }
                });
            }
        }
    }

    private void addNames(List<Concept> concepts) {
        for (var concept : concepts) {
            var sense = noun(List.of(new Candidate(concept.id(), 1)));
            var key = keyOf(concept.name());
            if (concept.group() == 9 && key.startsWith("flag ")) {
                var country = key.substring("flag ".length());
                addName(country + " flag", sense);
                addName("flag of " + country, sense);
            } else {
                addName(key, sense);
                addName(singularOf(key), sense);
            }
            if (!concept.chinese().isEmpty()) {
                addName(concept.chinese().getFirst(), sense);
            }
        }
    }

    private String singularOf(String key) {
        var words = key.split(" ", -1);
        words[words.length - 1] = lemmas.singular(words[words.length - 1]);
        return String.join(" ", words);
    }

    /** A name stands back behind whatever the tables already say of its words, unless that is no noun. */
    private void addName(String key, Sense.Noun sense) {
        var known = senses.getOrDefault(key, List.of());
        boolean settled = known.stream().anyMatch(Lexicon::outranksNames);
        if (!settled && !key.isEmpty()) {
            put(key, sense);
        }
    }

    private static boolean outranksNames(Sense sense) {
        return sense instanceof Sense.Noun || sense instanceof Sense.Grammar;
    }

    /** A word for a kind of a known thing means that thing, unless it is known itself. */
    private void addKinds() {
        for (var row : Table.read("kinds-of")) {
            senses(keyOf(row.value())).stream()
                    .filter(Sense.Noun.class::isInstance)
                    .findFirst()
                    .ifPresent(noun -> row.phrases().stream()
                            .filter(word -> !senses.containsKey(word))
                            .forEach(word -> put(word, noun)));
        }
    }

    private void addKeywords(List<Concept> concepts) {
        var byKeyword = new LinkedHashMap<String, List<Candidate>>();
        for (var concept : concepts) {
            if (concept.group() == 0 || concept.group() == 2 || concept.group() >= 8) {
                continue;
            }
            addKeywords(byKeyword, concept, concept.keywords());
            if (!concept.chinese().isEmpty()) {
                addKeywords(
                        byKeyword,
                        concept,
                        concept.chinese().subList(1, concept.chinese().size()));
            }
        }
        byKeyword.forEach((key, candidates) -> {
            boolean known = key.isEmpty() || senses.containsKey(key) || senses.containsKey(singularOf(key));
            if (!known && candidates.size() <= MOST_PER_KEYWORD && !Character.isDigit(key.charAt(0))) {
                candidates.sort((a, b) -> Double.compare(b.score(), a.score()));
                put(key, noun(candidates));
            }
        });
    }

    private void addKeywords(Map<String, List<Candidate>> byKeyword, Concept concept, List<String> keywords) {
        for (int i = 0; i < keywords.size(); i++) {
            double score = KEYWORD_SCORE * (1 - 0.03 * Math.min(i, 10));
            byKeyword
                    .computeIfAbsent(keyOf(keywords.get(i)), k -> new ArrayList<>())
                    .add(new Candidate(concept.id(), score));
        }
    }

    private static Sense.Noun noun(List<Candidate> candidates) {
        return new Sense.Noun(candidates, Look.UNSAID, List.of(), List.of());
    }
}
