"""What the drawings do not tell: kind, size in metres and usual place of each concept, by Unicode subgroup, with exceptions."""

# subgroup: (kind, metres, place)
SUBGROUPS = {
    "face-smiling": ("face", 1.0, "plain"), "cat-face": ("face", 1.0, "plain"), "monkey-face": ("face", 1.0, "plain"),
    "heart": ("symbol", 0.5, "plain"), "emotion": ("symbol", 0.5, "plain"), "body-parts": ("object", 0.4, "plain"),
    "hand-fingers-open": ("object", 0.4, "plain"),
    "person": ("bust", 1.7, "park"), "person-gesture": ("bust", 1.7, "park"), "person-role": ("bust", 1.7, "city"),
    "person-fantasy": ("bust", 1.7, "forest"), "person-activity": ("person", 1.7, "street"), "person-sport": ("person", 1.8, "park"),
    "person-resting": ("person", 1.4, "room"), "family": ("bust", 2.0, "park"), "person-symbol": ("bust", 1.7, "plain"),
    "animal-mammal": ("animal", 1.0, "meadow"), "animal-bird": ("animal", 0.5, "meadow"), "animal-amphibian": ("animal", 0.3, "lake"),
    "animal-reptile": ("animal", 1.0, "jungle"), "animal-marine": ("animal", 0.6, "underwater"), "animal-bug": ("animal", 0.2, "garden"),
    "plant-flower": ("plant", 0.5, "garden"), "plant-other": ("plant", 0.8, "meadow"),
    "food-fruit": ("food", 0.2, "table"), "food-vegetable": ("food", 0.25, "table"), "food-prepared": ("food", 0.3, "table"),
    "food-asian": ("food", 0.3, "table"), "food-sweet": ("food", 0.25, "table"), "drink": ("food", 0.25, "table"), "dishware": ("food", 0.3, "table"),
    "place-map": ("object", 0.6, "plain"), "place-geographic": ("place", 12, "meadow"), "place-building": ("building", 8, "city"),
    "place-religious": ("building", 9, "city"), "place-other": ("place", 6, "park"),
    "transport-ground": ("vehicle", 3.0, "street"), "transport-water": ("vessel", 5.0, "sea"), "transport-air": ("aircraft", 6.0, "sky"),
    "hotel": ("object", 0.5, "room"), "time": ("object", 0.4, "room"), "sky-weather": ("sky", 3.0, "sky"),
    "event": ("object", 0.6, "party"), "award-medal": ("object", 0.4, "plain"), "sport": ("object", 0.35, "park"), "game": ("object", 0.35, "room"),
    "arts-crafts": ("object", 0.5, "room"), "clothing": ("clothing", 0.5, "plain"), "sound": ("object", 0.4, "plain"), "music": ("object", 0.4, "stage"),
    "musical-instrument": ("object", 0.8, "stage"), "phone": ("object", 0.3, "plain"), "computer": ("object", 0.5, "room"), "light-video": ("object", 0.4, "room"),
    "book-paper": ("object", 0.35, "table"), "money": ("object", 0.3, "plain"), "mail": ("object", 0.4, "plain"), "writing": ("object", 0.3, "table"),
    "office": ("object", 0.3, "plain"), "lock": ("object", 0.25, "plain"), "tool": ("object", 0.5, "plain"), "science": ("object", 0.4, "laboratory"),
    "medical": ("object", 0.3, "plain"), "household": ("object", 0.9, "room"), "other-object": ("object", 0.6, "plain"),
    "flag": ("object", 1.5, "sky"), "country-flag": ("object", 1.5, "plain"), "subdivision-flag": ("object", 1.5, "plain"),
}
for name in ("affection", "tongue", "hand", "neutral-skeptical", "sleepy", "unwell", "hat", "glasses", "concerned", "negative", "costume"):
    SUBGROUPS["face-" + name] = SUBGROUPS["face-smiling"]
for name in ("fingers-partial", "single-finger", "fingers-closed", "prop"):
    SUBGROUPS["hand-" + name] = SUBGROUPS["hand-fingers-open"]
SUBGROUPS["hands"] = SUBGROUPS["hand-fingers-open"]
OTHER = ("object", 0.5, "plain")

METRES = {
    "ant": 0.1, "mosquito": 0.1, "fly": 0.1, "microbe": 0.1, "lady-beetle": 0.12, "honeybee": 0.15, "spider-web": 0.6, "snail": 0.2,
    "mouse": 0.25, "mouse-face": 0.25, "hamster": 0.25, "chipmunk": 0.3, "hedgehog": 0.3, "bat": 0.4, "rat": 0.3, "rabbit": 0.4, "rabbit-face": 0.4,
    "otter": 0.7, "skunk": 0.5, "beaver": 0.6, "badger": 0.6, "raccoon": 0.6, "koala": 0.6, "sloth": 0.6, "cat": 0.5, "cat-face": 0.5, "black-cat": 0.5,
    "dog": 0.7, "dog-face": 0.7, "poodle": 0.6, "guide-dog": 0.8, "service-dog": 0.8, "fox": 0.7, "wolf": 1.0, "monkey": 0.8, "monkey-face": 0.8,
    "panda": 1.2, "lion": 1.4, "tiger": 1.5, "leopard": 1.3, "gorilla": 1.6, "orangutan": 1.4, "bear": 1.5, "polar-bear": 1.7, "kangaroo": 1.5, "pig": 0.9, "pig-face": 0.9,
    "goat": 1.0, "ewe": 1.0, "ram": 1.1, "deer": 1.6, "moose": 2.2, "horse": 2.0, "horse-face": 2.0, "donkey": 1.6, "zebra": 1.9, "unicorn": 2.0,
    "cow": 1.9, "cow-face": 1.9, "ox": 2.0, "bison": 2.1, "water-buffalo": 2.0, "camel": 2.4, "two-hump-camel": 2.4, "llama": 1.8,
    "giraffe": 4.5, "elephant": 3.4, "mammoth": 3.8, "rhinoceros": 2.4, "hippopotamus": 2.2,
    "baby-chick": 0.2, "hatching-chick": 0.25, "front-facing-baby-chick": 0.2, "bird": 0.25, "penguin": 0.7, "flamingo": 1.3, "swan": 1.0, "eagle": 0.9, "peacock": 1.0, "turkey": 0.8,
    "frog": 0.2, "lizard": 0.4, "snake": 0.9, "turtle": 0.6, "crocodile": 2.5, "dragon": 6, "dragon-face": 6, "sauropod": 9, "t-rex": 6,
    "whale": 9, "spouting-whale": 9, "orca": 5, "dolphin": 2.2, "shark": 3.5, "seal": 1.4, "octopus": 0.9, "squid": 0.8, "jellyfish": 0.5, "fish": 0.4, "tropical-fish": 0.3,
    "evergreen-tree": 6, "deciduous-tree": 6, "palm-tree": 6, "leafless-tree": 6, "cactus": 1.8, "potted-plant": 0.7, "sunflower": 1.2, "christmas-tree": 3,
    "snow-capped-mountain": 40, "mountain": 40, "volcano": 40, "mount-fuji": 40, "castle": 14, "japanese-castle": 14, "tokyo-tower": 25, "statue-of-liberty": 25,
    "hut": 4, "house": 6, "house-with-garden": 6, "tent": 2.5, "rock": 1, "wood": 0.8, "brick": 0.5, "fountain": 3, "ferris-wheel": 20, "circus-tent": 9, "carousel-horse": 2,
    "bicycle": 1.6, "motorcycle": 1.9, "motor-scooter": 1.7, "kick-scooter": 1.1, "skateboard": 0.8, "roller-skate": 0.35, "bus": 5, "train": 5, "locomotive": 5, "articulated-lorry": 6,
    "automobile": 3, "tractor": 3, "manual-wheelchair": 1.1, "wheel": 0.7, "stop-sign": 1.6, "anchor": 0.9, "ring-buoy": 0.7, "canoe": 2.6, "ship": 16, "passenger-ship": 18, "ferry": 16,
    "rocket": 9, "flying-saucer": 6, "parachute": 4, "satellite": 3, "airplane": 12, "small-airplane": 6, "helicopter": 6, "luggage": 0.7,
    "sun": 8, "full-moon": 8, "crescent-moon": 8, "rainbow": 14, "cloud": 5, "tornado": 12, "snowman": 1.5, "snowman-without-snow": 1.5, "fire": 1.2, "umbrella": 1.1, "umbrella-on-ground": 2, "closed-umbrella": 0.9,
    "teddy-bear": 0.5, "balloon": 0.5, "kite": 0.8, "trophy": 0.5, "wrapped-gift": 0.5, "jack-o-lantern": 0.5,
    "guitar": 1.0, "violin": 0.6, "drum": 0.6, "harp": 1.4, "trumpet": 0.6, "saxophone": 0.8, "musical-keyboard": 1.2, "accordion": 0.6,
    "door": 2, "bed": 2, "couch-and-lamp": 2, "chair": 1, "toilet": 0.9, "bathtub": 1.6, "window": 1.3, "mirror": 1, "elevator": 2.2, "shopping-cart": 1.1, "ladder": 2, "telescope": 1.2, "satellite-antenna": 2.5,
    "television": 0.9, "desktop-computer": 0.7, "laptop": 0.5, "moai": 3, "treasure-chest": 0.8, "coffin": 1.9, "headstone": 1.2, "baby": 0.7, "child": 1.2, "boy": 1.2, "girl": 1.2, "baby-angel": 0.8,
    "genie": 2.4, "troll": 2.2, "wedding": 9, "pizza": 0.4, "birthday-cake": 0.4, "watermelon": 0.35, "pineapple": 0.35, "cherries": 0.12, "strawberry": 0.12, "blueberries": 0.12,
}
PLACES = {
    "otter": "sea", "beaver": "lake", "hippopotamus": "lake", "penguin": "snow", "polar-bear": "snow", "seal": "snow", "duck": "lake", "swan": "lake", "goose": "lake", "flamingo": "lake",
    "camel": "desert", "two-hump-camel": "desert", "cactus": "desert", "scorpion": "desert", "lizard": "desert", "snake": "jungle", "monkey": "jungle", "gorilla": "jungle", "orangutan": "jungle", "tiger": "jungle",
    "tiger-face": "jungle", "leopard": "jungle", "parrot": "jungle", "sloth": "jungle", "peacock": "garden", "panda": "forest", "koala": "forest", "fox": "forest", "wolf": "forest", "bear": "forest", "deer": "forest", "moose": "forest",
    "raccoon": "forest", "chipmunk": "forest", "hedgehog": "forest", "badger": "forest", "owl": "forest", "skunk": "forest", "mushroom": "forest", "evergreen-tree": "forest", "lion": "meadow", "elephant": "meadow",
    "mammoth": "snow", "eagle": "mountains", "goat": "mountains", "llama": "mountains", "dragon": "mountains", "dragon-face": "mountains", "pig": "farm", "cow": "farm", "rooster": "farm", "chicken": "farm", "baby-chick": "farm",
    "horse": "meadow", "cat": "room", "black-cat": "room", "dog": "park", "mouse": "room", "hamster": "room", "palm-tree": "beach", "crab": "beach", "spiral-shell": "beach", "desert-island": "sea", "ring-buoy": "sea", "surf": "sea",
    "astronaut": "space", "rocket": "space", "flying-saucer": "space", "satellite": "space", "ringed-planet": "space", "alien": "space", "alien-monster": "space", "comet": "space", "robot": "city", "ghost": "forest",
    "mermaid": "underwater", "merman": "underwater", "merperson": "underwater", "farmer": "farm", "tractor": "farm", "skier": "snow", "snowboarder": "snow", "snowman": "snow", "snowman-without-snow": "snow", "person-surfing": "sea",
    "person-swimming": "sea", "cook": "kitchen", "scientist": "laboratory", "teacher": "classroom", "singer": "stage", "castle": "meadow", "hut": "village", "house": "village", "house-with-garden": "village", "church": "village",
    "train": "mountains", "locomotive": "mountains", "tent": "forest", "camping": "forest", "chess-pawn": "table", "teddy-bear": "bedroom", "bed": "bedroom", "kite": "sky", "balloon": "sky", "parachute": "sky", "bird": "sky", "honeybee": "garden", "butterfly": "garden",
}
KINDS = {
    "superhero": "bust", "fairy": "person", "mermaid": "person", "merman": "person", "merperson": "person", "genie": "person", "santa-claus": "bust", "troll": "bust",
    "robot": "face", "alien": "face", "ghost": "animal", "alien-monster": "animal", "skull": "face", "clown-face": "face", "snowman": "person", "snowman-without-snow": "person", "teddy-bear": "animal",
    "person-standing": "person", "ballet-dancer": "person", "pregnant-woman": "person", "person-kneeling": "person", "baby-angel": "bust", "horse-racing": "person",
    "dog-face": "head", "cat-face": "head", "fox": "head", "wolf": "head", "raccoon": "head", "lion": "head", "tiger-face": "head", "horse-face": "head", "moose": "head", "cow-face": "head", "pig-face": "head", "mouse-face": "head",
    "hamster": "head", "rabbit-face": "head", "bear": "head", "koala": "head", "panda": "head", "polar-bear": "head", "frog": "head", "dragon-face": "head", "unicorn": "head", "monkey-face": "head", "zebra": "animal", "bat": "flyer",
    "bird": "animal", "butterfly": "flyer", "honeybee": "flyer", "eagle": "flyer", "dove": "flyer", "mosquito": "flyer", "fly": "flyer", "parrot": "animal", "dragon": "flyer", "balloon": "flyer", "kite": "flyer", "witch": "person",
    "fish": "swimmer", "tropical-fish": "swimmer", "blowfish": "swimmer", "shark": "swimmer", "whale": "swimmer", "spouting-whale": "swimmer", "dolphin": "swimmer", "orca": "swimmer", "octopus": "swimmer", "squid": "swimmer", "jellyfish": "swimmer",
    "feather": "object", "wing": "object", "paw-prints": "symbol", "pig-nose": "object", "worm": "animal", "microbe": "symbol", "spider-web": "object", "bouquet": "object", "snowflake": "symbol", "fire": "object", "droplet": "symbol",
    "umbrella": "object", "closed-umbrella": "object", "umbrella-with-rain-drops": "object", "umbrella-on-ground": "object", "thermometer": "object", "high-voltage": "symbol", "rainbow": "sky", "tornado": "place", "water-wave": "place",
    "seat": "object", "anchor": "object", "ring-buoy": "object", "wheel": "object",
}

# Drawings that bear writing or a dial are never mirrored.
LETTERED = {
    "stop-sign", "taxi", "oncoming-taxi", "police-car", "oncoming-police-car", "ambulance", "bus", "calendar", "tear-off-calendar", "spiral-calendar",
    "mantelpiece-clock", "alarm-clock", "watch", "stopwatch", "timer-clock", "newspaper", "rolled-up-newspaper", "keyboard", "computer-mouse", "admission-tickets",
    "ticket", "bank", "post-office", "japanese-post-office", "hospital", "hotel", "love-hotel", "convenience-store", "school", "atm-sign", "bookmark-tabs", "memo", "love-letter",
    "credit-card", "receipt", "dollar-banknote", "euro-banknote", "yen-banknote", "pound-banknote", "money-bag", "coin", "heavy-dollar-sign", "red-question-mark", "musical-note", "musical-notes",
    "1st-place-medal", "2nd-place-medal", "3rd-place-medal", "joker", "slot-machine", "pool-8-ball", "input-numbers", "abacus", "game-die", "tokyo-tower", "name-badge", "label", "scroll",
    "birthday-cake", "musical-score", "e-mail", "incoming-envelope", "postbox", "open-mailbox-with-raised-flag", "closed-mailbox-with-raised-flag", "world-map", "compass", "thermometer",
}
# Side views that look to the right, against the custom of the sets.
LOOK_RIGHT = {"noto/rocket", "fluent/rocket", "noto/airplane", "fluent/airplane", "noto/small-airplane", "fluent/small-airplane", "noto/rooster"}

# How an attire meets a head, in its square: middle, height and length of the line that lies on the crown.
WEAR = {
    "noto/top-hat": (0.5, 0.8, 0.62), "fluent/top-hat": (0.5, 0.8, 0.6), "noto/crown": (0.5, 0.86, 0.66), "fluent/crown": (0.5, 0.86, 0.8),
    "noto/womans-hat": (0.45, 0.62, 0.5), "fluent/womans-hat": (0.5, 0.7, 0.5), "noto/billed-cap": (0.6, 0.62, 0.62), "fluent/billed-cap": (0.62, 0.6, 0.62),
    "noto/graduation-cap": (0.5, 0.62, 0.5), "fluent/graduation-cap": (0.5, 0.62, 0.52), "noto/military-helmet": (0.5, 0.75, 0.8), "fluent/military-helmet": (0.5, 0.75, 0.8),
    "noto/rescue-workers-helmet": (0.5, 0.75, 0.75), "fluent/rescue-workers-helmet": (0.5, 0.75, 0.75), "noto/headphone": (0.5, 0.3, 0.86), "fluent/headphone": (0.5, 0.3, 0.7),
    "noto/ribbon": (0.5, 0.5, 1.5), "fluent/ribbon": (0.5, 0.5, 1.5),
}
# Where who sits on it sits: a part of its height, from the top.
SEATS = {
    "horse": 0.45, "zebra": 0.42, "camel": 0.1, "two-hump-camel": 0.28, "elephant": 0.12, "mammoth": 0.15, "turtle": 0.08, "pig": 0.12, "cow": 0.3, "ox": 0.3, "giraffe": 0.45, "dragon": 0.5,
    "whale": 0.55, "spouting-whale": 0.55, "dolphin": 0.25, "shark": 0.4, "sauropod": 0.5, "t-rex": 0.4, "llama": 0.4, "donkey": 0.4, "deer": 0.5, "goat": 0.4, "ewe": 0.3, "crocodile": 0.4, "swan": 0.5, "snail": 0.25,
    "bicycle": 0.32, "motorcycle": 0.38, "motor-scooter": 0.5, "kick-scooter": 0.86, "skateboard": 0.35, "automobile": 0.5, "racing-car": 0.55, "sport-utility-vehicle": 0.5, "tractor": 0.45, "flying-saucer": 0.22, "rocket": 0.3,
    "canoe": 0.55, "sailboat": 0.82, "speedboat": 0.55, "motor-boat": 0.6, "ship": 0.5, "manual-wheelchair": 0.62, "sled": 0.3, "ringed-planet": 0.3, "crescent-moon": 0.72, "last-quarter-moon-face": 0.7,
    "sofa": 0.62, "couch-and-lamp": 0.68, "bed": 0.55, "chair": 0.56, "bathtub": 0.5, "toilet": 0.5, "table": 0.1, "cloud": 0.22, "rainbow": 0.06, "mushroom": 0.1, "rock": 0.14, "house": 0.05, "house-with-garden": 0.05,
    "books": 0.04, "wrapped-gift": 0.08, "pumpkin": 0.18, "jack-o-lantern": 0.2, "broom": 0.6, "carousel-horse": 0.5, "ring-buoy": 0.35, "desert-island": 0.8, "beach-with-umbrella": 0.85,
}
SEATS_OF_KINDS = {"vehicle": 0.42, "vessel": 0.5, "aircraft": 0.3, "animal": 0.3, "swimmer": 0.3, "flyer": 0.4}


def seat(concept, kind):
    """Where who sits on it sits: a part of its height, from the top."""
    return SEATS.get(concept, SEATS_OF_KINDS.get(kind, 0.1))


# Heads that are drawn with a body of our own when they stand somewhere.
BODIES = {"robot": "metal", "clown-face": "dressed", "alien": "plush"}
PROFILES = {"unicorn", "horse-face", "dragon-face", "chicken"}
GOWNED = ("woman", "girl", "princess")


def body(concept, kind, subgroup):
    """The sort of body that goes below a drawing that is a head only; None for others."""
    if concept in BODIES:
        return BODIES[concept]
    if kind == "head" and concept not in PROFILES:
        return "plush"
    if subgroup == "person" and kind == "bust":
        return "gown" if concept.startswith(GOWNED) or concept == "older-woman" else "dressed"
    return None


def of(concept, subgroup):
    """kind, metres and place of a concept."""
    kind, metres, place = SUBGROUPS.get(subgroup, OTHER)
    return KINDS.get(concept, kind), METRES.get(concept, metres), PLACES.get(concept, place)
