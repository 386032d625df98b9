package io.lutra.engine.sketch.prompt.reader;

import io.lutra.engine.sketch.prompt.Candidate;
import io.lutra.engine.sketch.prompt.Count;
import io.lutra.engine.sketch.prompt.Look;
import io.lutra.engine.sketch.prompt.lexicon.Lexicon;
import io.lutra.engine.sketch.prompt.lexicon.Sense;
import io.lutra.engine.sketch.prompt.lexicon.Token;
import java.util.ArrayList;
import java.util.List;

/** Cuts tokens into chunks, always taking the longest phrase that the lexicon knows. */
final class Chunker {
    private static final int WORDS_BEFORE_QUOTE = 4;

    private final Lexicon lexicon;

    Chunker(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Chunk> chunks(List<Token> tokens) {
        var chunks = new ArrayList<Chunk>();
        int at = 0;
        while (at < tokens.size()) {
            var token = tokens.get(at);
            at = switch (token.kind()) {
                case WORD -> words(tokens, at, chunks);
                case NUMBER -> number(tokens, at, chunks);
                case EMOJI -> {
                    lexicon.emoji(token.text()).ifPresent(concept -> chunks.add(chunk(token, List.of(noun(concept)))));
                    yield at + 1;
                }
                case HAN -> {
                    han(token, chunks);
                    yield at + 1;
                }
                case QUOTE -> {
                    quote(token, chunks);
                    yield at + 1;
                }
                case COMMA, STOP -> {
                    chunks.add(chunk(token, List.of()));
                    yield at + 1;
                }
            };
        }
        return chunks;
    }

    private int words(List<Token> tokens, int from, List<Chunk> chunks) {
        int longest = Math.min(tokens.size(), from + Lexicon.LONGEST);
        for (int to = longest; to > from; to--) {
            var senses = lexicon.senses(tokens, from, to);
            if (!senses.isEmpty()) {
                var text = new StringBuilder(tokens.get(from).text());
                tokens.subList(from + 1, to).forEach(token -> text.append(' ').append(token.text()));
                chunks.add(new Chunk(
                        text.toString(),
                        Token.Kind.WORD,
                        senses,
                        tokens.get(to - 1).isPlural(),
                        tokens.get(from).capital()));
                return to;
            }
        }
        chunks.add(chunk(tokens.get(from), List.of()));
        return from + 1;
    }

    private int number(List<Token> tokens, int at, List<Chunk> chunks) {
        var phrase = lexicon.senses(tokens, at, Math.min(tokens.size(), at + 2));
        if (!phrase.isEmpty()) {
            return words(tokens, at, chunks);
        }
        var digits = tokens.get(at).text();
        int number = digits.length() > 3 ? Count.MOST + 1 : Integer.parseInt(digits);
        boolean countable = number >= 1 && digits.length() <= 3;
        var count = new Count(Math.clamp(number, 1, Count.MOST), number <= Count.MOST);
        var sense = countable ? new Sense.Quantity(count, false) : new Sense.Grammar(Sense.Grammar.Role.NOISE);
        chunks.add(chunk(tokens.get(at), List.of(sense)));
        return at + 1;
    }

    /** Quoted words are to be written if the words before say so; else they are read as if not quoted. */
    private void quote(Token token, List<Chunk> chunks) {
        int before = Math.max(0, chunks.size() - WORDS_BEFORE_QUOTE);
        if (chunks.subList(before, chunks.size()).stream().anyMatch(chunk -> chunk.is(Sense.Grammar.Role.SAYING))) {
            chunks.add(chunk(token, List.of()));
        } else {
            chunks.addAll(chunks(lexicon.tokens(token.text())));
        }
    }

    /** Chinese has no blanks: the longest known word at each place, single unknown characters in between. */
    private void han(Token token, List<Chunk> chunks) {
        var text = token.text();
        int at = 0;
        while (at < text.length()) {
            int next = text.offsetByCodePoints(at, 1);
            int to = Math.min(text.length(), at + Lexicon.LONGEST_HAN);
            List<Sense> senses = List.of();
            for (; to > at; to--) {
                senses = lexicon.senses(text.substring(at, to));
                if (!senses.isEmpty()) {
                    break;
                }
            }
            to = senses.isEmpty() ? next : to;
            chunks.add(new Chunk(text.substring(at, to), Token.Kind.HAN, senses, false, false));
            at = to;
        }
    }

    private static Chunk chunk(Token token, List<Sense> senses) {
        return new Chunk(token.text(), token.kind(), senses, token.isPlural(), token.capital());
    }

    private static Sense noun(String concept) {
        return new Sense.Noun(List.of(new Candidate(concept, 1)), Look.UNSAID, List.of(), List.of());
    }
}
