"""Writes the table of kinds (engine .../sketch/prompt/kinds-of.txt) from WordNet 3.0, Debian package wordnet-base.

Usage: kinds.py REPOSITORY WORDNET, the latter the directory of data.noun and index.*

A word is taken if it is one word, a noun only, and its first sense is an animal, an artifact, a food, a plant or a person of a
known trade; it means the nearest synset above that a known noun means first.
"""
import collections
import json
import pathlib
import re
import sys

ANIMAL, ARTIFACT, FOOD, PERSON, PLANT = 5, 6, 13, 18, 20
DEPTH = 7
# Known nouns that are too wide to be drawn for everything below them, or whose kinds are mostly used in another sense.
TOO_WIDE = set("""clothing container tool food part monster giant explosive plate slide bow bar bath tub screen window yarn thread
    chain bell gun pistol rifle bomb grenade cigarette syringe pill toilet plunger robe costume outfit seat hospital bank paint
    gear doll foam stone heart die""".split()) | {"pie chart", "post office"}
TRADES = set("""scientist doctor musician athlete officer teacher artist farmer pilot singer painter dancer chef cook baker judge
    lawyer engineer mechanic builder soldier knight wizard magician runner swimmer skier climber photographer student professor
    physicist chemist biologist guitarist violinist pianist drummer programmer nurse surgeon gymnast explorer sailor fisherman
    monk detective spy""".split())


def read_synsets(path):
    synsets = {}
    for line in path.read_text().splitlines():
        if line.startswith("  "):
            continue
        cells = line.split(" | ")[0].split(" ")
        count = int(cells[3], 16)
        words = cells[4 : 4 + 2 * count : 2]
        at = 4 + 2 * count
        pointers = [cells[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(cells[at]))]
        above = [p[1] for p in pointers if p[0] == "@" and p[2] == "n"]
        named = any(p[0] == "@i" for p in pointers)
        synsets[cells[0]] = (int(cells[1]), words, above, named)
    return synsets


def read_index(path):
    index = {}
    for line in path.read_text().splitlines():
        if not line.startswith("  "):
            cells = line.strip().split(" ")
            index[cells[0]] = cells[-int(cells[2]) :]
    return index


def read_known(tables, library):
    nouns, others = {}, set()
    for table in tables.glob("*.txt"):
        if table.name in ("kinds-of.txt", "kinds.txt", "plurals.txt", "roles.txt", "WORDNET-LICENSE.txt"):
            continue
        for line in table.read_text().splitlines():
            if not line.startswith("# "):
                words = [word.strip() for word in line.split("=")[0].split(",")]
                if table.name == "nouns.txt":
                    nouns.update((word, word) for word in words if word.isascii())
                else:
                    others.update(words)
    for concept in json.loads(library.read_text())["concepts"]:
        if concept["group"] in (1, 3, 4, 5, 6, 7):
            name = concept["name"].lower()
            nouns.setdefault(name, name)
    return nouns, others


def main(repository, wordnet):
    tables = repository / "engine/src/main/resources/io/lutra/engine/sketch/prompt"
    synsets, index = read_synsets(wordnet / "data.noun"), read_index(wordnet / "index.noun")
    not_nouns = {word for part in ("adj", "verb", "adv") for word in read_index(wordnet / f"index.{part}")}
    nouns, others = read_known(tables, repository / "models/sketch/library.json")
    drawable = {ANIMAL, ARTIFACT, FOOD, PERSON, PLANT}

    anchors = {}
    for noun in nouns:
        senses = index.get(noun.replace(" ", "_"), [])
        concrete = [sense for sense in senses[:2] if synsets[sense][0] in drawable]
        if concrete:
            anchors.setdefault(concrete[0], noun)

    kinds = collections.defaultdict(list)
    for word, senses in index.items():
        lexname, spellings, _, named = synsets[senses[0]]
        usable = re.fullmatch(r"[a-z]{4,25}", word) and word in spellings and not named and lexname in drawable
        if not usable or word in nouns or word in others or word in not_nouns:
            continue
        level, seen = [senses[0]], set()
        for _ in range(DEPTH + 1):
            found = next((anchors[s] for s in level if s in anchors), None)
            if found:
                if found not in TOO_WIDE and (lexname != PERSON or found in TRADES):
                    kinds[found].append(word)
                break
            seen.update(level)
            level = [above for s in level for above in synsets[s][2] if above not in seen]

    with open(tables / "kinds-of.txt", "w") as out:
        out.write("# Words for kinds of what the table of nouns knows: the nearest known word above each in WordNet 3.0.\n")
        out.write("# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved; see WORDNET-LICENSE.txt.\n")
        out.write("# Made by models/sketch/build/kinds.py.\n")
        for known in sorted(kinds):
            out.write(", ".join(sorted(kinds[known])) + " = " + known + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
