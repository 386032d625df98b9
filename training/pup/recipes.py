"""Captions with the scenes they describe: which drawings go where, how large, in what colour, on what background."""
import random
from dataclasses import dataclass, field, replace

COLOURS = {
    "red": (.86, .16, .18), "blue": (.16, .42, .90), "green": (.20, .66, .28), "yellow": (.98, .82, .16), "orange": (.97, .55, .12),
    "purple": (.55, .27, .80), "pink": (.97, .50, .70), "brown": (.50, .32, .20), "black": (.10, .10, .12), "white": (.97, .97, .97),
    "gray": (.55, .57, .60), "turquoise": (.15, .75, .75)}
BACKGROUNDS = {
    "black": (.05, .05, .06), "red": (.85, .25, .25), "blue": (.30, .52, .90), "light blue": (.70, .86, .98), "green": (.38, .72, .40),
    "yellow": (.99, .88, .40), "orange": (.98, .66, .30), "purple": (.60, .42, .82), "pink": (.98, .74, .83), "gray": (.70, .72, .75),
    "brown": (.55, .40, .28)}


@dataclass(frozen=True)
class Background:
    """A vertical gradient from `top` to `bottom`, which meets flat ground at `horizon` (2: no ground)."""
    top: tuple
    bottom: tuple
    horizon: float = 2.
    ground: tuple = (0., 0., 0.)

    @staticmethod
    def flat(colour):
        return Background(colour, colour)


WHITE = Background.flat((1., 1., 1.))
SCENES = {
    "on a green meadow under a blue sky": Background((.55, .80, .98), (.85, .95, 1.), .62, (.42, .74, .34)),
    "at sunset": Background((.38, .22, .48), (.99, .62, .30), .70, (.30, .18, .22)),
    "at night": Background((.03, .05, .16), (.14, .18, .38), .75, (.06, .09, .14)),
    "on the beach": Background((.50, .80, .98), (.40, .75, .92), .58, (.96, .86, .60)),
    "in the sea": Background((.62, .86, .98), (.80, .93, 1.), .42, (.12, .45, .75)),
    "under water": Background((.20, .60, .85), (.03, .22, .50)),
    "in the snow": Background((.75, .86, .95), (.90, .95, 1.), .60, (.97, .98, 1.)),
    "in the desert": Background((.55, .80, .98), (.98, .92, .80), .60, (.93, .76, .45)),
    "in space": Background((.02, .02, .08), (.06, .04, .16)),
    "in the sky": Background((.35, .66, .96), (.80, .92, 1.)),
    "in the forest": Background((.45, .70, .55), (.65, .82, .60), .60, (.22, .42, .20))}
NUMBERS = {2: "two", 3: "three", 4: "four"}
IRREGULAR = {
    "mouse": "mice", "sheep": "sheep", "fish": "fish", "person": "people", "man": "men", "woman": "women", "child": "children",
    "goose": "geese", "ox": "oxen", "wolf": "wolves", "leaf": "leaves", "knife": "knives", "tooth": "teeth", "foot": "feet",
    "deer": "deer", "squid": "squid", "scissors": "scissors", "glasses": "glasses", "jeans": "jeans", "shorts": "shorts"}
HATS = {"top hat", "crown", "graduation cap", "woman’s hat", "woman's hat", "billed cap", "military helmet",
        "rescue worker’s helmet", "rescue worker's helmet", "bow", "ribbon"}
KINDS = {"single": .62, "count": .07, "pair": .10, "tint": .08, "hat": .04, "size": .03, "scene": .06}


@dataclass(frozen=True)
class Layer:
    """A drawing (its index) with its centre and the side of its square box, as fractions of the canvas."""
    drawing: int
    x: float
    y: float
    size: float
    tint: tuple | None = None
    mirrored: bool = False


@dataclass
class Recipe:
    """`edit`: the layer that an inpainting hole should cover, or None."""
    caption: str
    layers: list
    background: Background = WHITE
    edit: int | None = None
    kind: str = "single"
    subject: str = field(default="")


def plural(name):
    head, last = name.rpartition(" ")[0], name.rpartition(" ")[2]
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith(("ss", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif not last.endswith("s"):
        last += "s"
    return f"{head} {last}".strip()


def article(name):
    return ("an " if name[:1].lower() in "aeiou" else "a ") + name


class Recipes:
    """An endless, seeded supply of recipes over `drawings`, or over those that `only` names by index. Both drawings of a pair come from
    one source."""

    def __init__(self, drawings, seed, only=None):
        self.drawings, self.random = drawings, random.Random(seed)
        self.sources = {}
        for index in range(len(drawings)) if only is None else only:
            self.sources.setdefault(drawings[index].source, []).append(index)
        select = lambda wanted: {s: [i for i in ids if wanted(drawings[i])] for s, ids in self.sources.items()}
        self.things = select(lambda d: d.thing)
        self.animals = select(lambda d: d.animal)
        self.hats = select(lambda d: d.name in HATS)
        self.weights = {s: [drawings[i].weight for i in ids] for s, ids in self.sources.items()}
        self.of_name = {}
        for ids in self.sources.values():
            for i in ids:
                self.of_name.setdefault(drawings[i].name, []).append(i)

    def reference(self, recipe):
        """The scene as somebody else would draw it: mostly other drawings of the same things, a little elsewhere and of another size."""
        return replace(recipe, layers=[self._other(layer) for layer in recipe.layers])

    def _other(self, layer):
        others = [i for i in self.of_name.get(self._name(layer.drawing), ()) if i != layer.drawing]
        drawing = self.random.choice(others) if others and self.random.random() < .7 else layer.drawing
        return replace(layer, drawing=drawing, x=self._near(layer.x), y=self._near(layer.y), size=layer.size * self.random.uniform(.88, 1.12))

    def make(self):
        source = self.random.choice(list(self.sources))
        kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
        if len(self.things[source]) < 20 or (kind == "hat" and not (self.hats[source] and self.animals[source])):
            kind = "single"
        recipe = getattr(self, "_" + kind)(source)
        recipe.kind, recipe.subject = kind, self.drawings[recipe.layers[0].drawing].name
        recipe.caption = self._with_style(recipe.caption, self.drawings[recipe.layers[0].drawing].style)
        return recipe

    def _with_style(self, caption, style):
        chance = self.random.random()
        return f"{caption}, {style}" if chance < .25 else f"{style} of {caption}" if chance < .35 else caption

    def _name(self, index):
        return self.drawings[index].name

    def _near(self, value, by=.03):
        return value + self.random.uniform(-by, by)

    def _thing(self, source):
        ids = self.things[source]
        return self.random.choices(ids, [self.drawings[i].weight for i in ids])[0]

    def _mirror(self, index):
        """Never mirrors what may carry letters."""
        return self.drawings[index].group in (3, 4) and self.random.random() < .3

    def _on_background(self, caption, white=.6):
        """-> caption and background; one colour in ten is not told."""
        chance = self.random.random()
        if chance < white:
            return caption, WHITE
        rest = (chance - white) / (1 - white)
        if rest < .6:
            name = self.random.choice(list(BACKGROUNDS))
            told = caption if rest < .06 else f"{caption} on {article(name + ' background')}"
            return told, Background.flat(BACKGROUNDS[name])
        scene = self.random.choice(list(SCENES))
        return f"{caption} {scene}", SCENES[scene]

    def _single(self, source):
        index = self.random.choices(self.sources[source], self.weights[source])[0]
        name, keywords, chance = self._name(index), self.drawings[index].keywords, self.random.random()
        if chance < .35:
            caption = name
        elif chance < .75 or not keywords:
            caption = article(name)
        elif chance < .90:
            caption = f"{name}, " + ", ".join(self.random.sample(keywords, min(len(keywords), self.random.choice((1, 2, 3)))))
        else:
            caption = article(self.random.choice(("cute ", "drawing of a ")) + name)
        caption, background = self._on_background(caption, white=.8)
        return Recipe(caption, [Layer(index, self._near(.5), self._near(.5), self.random.uniform(.78, .98))], background, edit=0)

    def _count(self, source):
        index, count = self._thing(source), self.random.choice((2, 2, 3, 3, 4))
        triangle = self.random.random() < .5
        places = {2: [(.28, .5), (.72, .5)],
                  3: [(.22, .62), (.78, .62), (.5, .3)] if triangle else [(.18, .5), (.5, .5), (.82, .5)],
                  4: [(.27, .27), (.73, .27), (.27, .73), (.73, .73)]}[count]
        size = {2: .46, 3: .38, 4: .43}[count] * self.random.uniform(.92, 1.05)
        caption, background = self._on_background(f"{NUMBERS[count]} {plural(self._name(index))}")
        return Recipe(caption, [Layer(index, self._near(x, .02), self._near(y, .02), size) for x, y in places], background, edit=count - 1)

    def _pair(self, source):
        first, second = self._thing(source), self._thing(source)
        a, b = self._name(first), self._name(second)
        place = lambda index, x, y, size=.48: Layer(index, self._near(x), self._near(y), size)
        chance = self.random.random()
        if chance < .45:
            caption = self.random.choice((f"{article(a)} and {article(b)}", f"{article(a)} next to {article(b)}",
                                          f"{article(a)} to the left of {article(b)}", f"{a} with {b}"))
            layers = [place(first, .28, .5), place(second, .72, .5)]
        elif chance < .6:
            caption, layers = f"{article(a)} to the right of {article(b)}", [place(first, .72, .5), place(second, .28, .5)]
        elif chance < .8:
            caption = self.random.choice((f"{article(a)} above {article(b)}", f"{article(a)} on top of {article(b)}"))
            layers = [place(first, .5, .27), place(second, .5, .73)]
        else:
            caption = f"a small {a} in front of a big {b}"
            layers = [place(second, .56, .46, .84), place(first, .24, .76, .40)]
        caption, background = self._on_background(caption)
        return Recipe(caption, layers, background, edit=1)

    def _tint(self, source):
        index, colour = self._thing(source), self.random.choice(list(COLOURS))
        caption, background = self._on_background(article(f"{colour} {self._name(index)}"), white=.7)
        layer = Layer(index, .5, .5, self.random.uniform(.75, .95), tint=COLOURS[colour], mirrored=self._mirror(index))
        return Recipe(caption, [layer], background, edit=0)

    def _hat(self, source):
        wearer, hat = self.random.choice(self.animals[source]), self.random.choice(self.hats[source])
        (x, top, width), size, middle = self.drawings[wearer].head, .74, .60
        hat_size = min(.50, max(.26, width * size * 1.15))
        a, b = self._name(wearer), self._name(hat).replace("woman’s ", "").replace("woman's ", "")
        caption = self.random.choice((f"{article(a)} wearing {article(b)}", f"{article(a)} with {article(b)} on its head",
                                      f"a cute {a} wearing {article(b)}"))
        caption, background = self._on_background(caption)
        on_top = Layer(hat, .5 + (x - .5) * size, middle + (top - .5) * size - hat_size * .22, hat_size)
        return Recipe(caption, [Layer(wearer, .5, middle, size), on_top], background, edit=1)

    def _size(self, source):
        index = self._thing(source)
        if self.random.random() < .5:
            caption, layer = f"a big {self._name(index)}", Layer(index, .5, .5, .98)
        else:
            x, y, where = self.random.choice(((.5, .5, ""), (.2, .5, " on the left"), (.8, .5, " on the right"),
                                              (.2, .2, " in the top left corner"), (.8, .8, " in the bottom right corner")))
            caption, layer = f"a tiny {self._name(index)}{where}", Layer(index, x, y, .34)
        caption, background = self._on_background(caption)
        return Recipe(caption, [layer], background, edit=0)

    def _scene(self, source):
        index, name = self._thing(source), self.random.choice(list(SCENES))
        scene = SCENES[name]
        y = min(.68, scene.horizon if scene.horizon < 1 else .55)
        layer = Layer(index, self._near(.5, .12), y, self.random.uniform(.5, .7), mirrored=self._mirror(index))
        return Recipe(f"{article(self._name(index))} {name}", [layer], scene, edit=0)
