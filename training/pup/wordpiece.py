"""Uncased BERT WordPiece from a `tokenizer.json`, the same as `engine`'s tokenizer."""
import json
import unicodedata


class WordPiece:
    def __init__(self, path):
        self.vocabulary = json.load(open(path))["model"]["vocab"]
        self.unknown, self.begin, self.end = (self.vocabulary[t] for t in ("[UNK]", "[CLS]", "[SEP]"))

    def encode(self, text, limit):
        """-> ids, at most `limit` of them, [CLS] first and [SEP] last."""
        ids = [self.begin]
        for word in _words(text):
            ids += self._pieces(word)
        return ids[:limit - 1] + [self.end]

    def _pieces(self, word):
        pieces, start = [], 0
        while start < len(word):
            stop = len(word)
            while stop > start and ("##" if start else "") + word[start:stop] not in self.vocabulary:
                stop -= 1
            if stop == start:
                return [self.unknown]
            pieces.append(self.vocabulary[("##" if start else "") + word[start:stop]])
            start = stop
        return pieces


def _words(text):
    spaced = []
    for char in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(char)
        if category == "Mn":
            continue
        alone = category[0] == "P" or (category[0] == "S" and ord(char) < 128) or "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff"
        spaced.append(f" {char} " if alone else " " if category == "Cc" else char)
    return "".join(spaced).split()
