"""The drawing on a course without a picture: always the same one for the same course.

It is made of a quarter, a half and a whole disc, the marks of the logo. A dated course stands on
beats, vertical lines with its marks hung on them; a package climbs, one stair for each column.
The topic chooses the marks between: stems for music, arcs for dance, frames for film.
"""

import random
from functools import lru_cache
from typing import NamedTuple

CELL = 40
COLUMNS = 8
ROWS = 3


class Shape(NamedTuple):
    tone: int
    path: str


VOCABULARIES: dict[str, tuple[str, ...]] = {
    "music": ("note", "whole", "dot"),
    "dance": ("quarter", "arc", "quarter"),
    "image": ("square", "quarter", "whole"),
    "stage": ("half", "pair", "half"),
    "film": ("frame", "triangle", "square"),
    "words": ("lines", "dot", "lines"),
    "circus": ("triangle", "whole", "dot"),
    "all": ("quarter", "half", "whole", "dot"),
}

WORDS: dict[str, tuple[str, ...]] = {
    "music": ("mus", "sång", "sang", "song", "kor", "orkest", "ensemb"),
    "dance": ("dans", "danc", "rörelse", "movement"),
    "image": ("bild", "billed", "visual", "konst", "kunst", "design", "form", "serie"),
    "stage": ("teat", "scen", "drama", "stage"),
    "film": ("film", "digital", "foto", "media", "spel", "spill", "game"),
    "words": (
        "skriv",
        "writ",
        "litter",
        "text",
        "tekst",
        "läs",
        "les",
        "språk",
        "read",
    ),
    "circus": ("cirk", "sirk", "circus"),
}


def vocabulary(topics: tuple[str, ...]) -> str:
    """The first topic that names a form of art decides; otherwise every mark is used."""
    for topic in topics:
        for name, beginnings in WORDS.items():
            if any(word in topic.lower() for word in beginnings):
                return name
    return "all"


def whole(x: int, y: int, r: int = CELL // 2) -> str:
    cx, cy = x + CELL // 2, y + CELL // 2
    return f"M{cx - r} {cy}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0z"


def half(x: int, y: int, turn: int) -> str:
    c, r = CELL, CELL // 2
    return (
        f"M{x} {y}a{r} {r} 0 0 1 0 {c}z",
        f"M{x + c} {y}a{r} {r} 0 0 0 0 {c}z",
        f"M{x} {y + c}a{r} {r} 0 0 1 {c} 0z",
        f"M{x} {y}a{r} {r} 0 0 0 {c} 0z",
    )[turn % 4]


def quarter(x: int, y: int, turn: int) -> str:
    c = CELL
    return (
        f"M{x} {y}h{c}a{c} {c} 0 0 1 {-c} {c}z",
        f"M{x + c} {y}v{c}a{c} {c} 0 0 1 {-c} {-c}z",
        f"M{x + c} {y + c}h{-c}a{c} {c} 0 0 1 {c} {-c}z",
        f"M{x} {y + c}v{-c}a{c} {c} 0 0 1 {c} {c}z",
    )[turn % 4]


def mark(name: str, x: int, y: int, turn: int) -> str:
    c = CELL
    if name == "whole":
        return whole(x, y)
    if name == "dot":
        return whole(x, y, c // 5)
    if name == "half":
        return half(x, y, turn)
    if name == "quarter":
        return quarter(x, y, turn)
    if name == "pair":
        return half(x, y, 0) + whole(x + c // 3, y, c // 8)
    if name == "note":
        return whole(x - 6, y + 8, 12) + f"M{x + 22} {y}h5v{c - 12}h-5z"
    if name == "arc":
        return f"M{x} {y}h14a26 26 0 0 0 26 26v14a40 40 0 0 1 -40 -40z"
    if name == "square":
        return f"M{x + 6} {y + 6}h{c - 12}v{c - 12}h{12 - c}z"
    if name == "frame":
        return f"M{x} {y + 5}h{c}v30h{-c}zm7 7v16h26v-16z"
    if name == "triangle":
        return f"M{x + 4} {y + 2}l32 18l-32 18z"
    lines = ((6, 6), (18, 16), (30, 10))
    return "".join(f"M{x} {y + down}h{c - short}v6h{short - c}z" for down, short in lines)


@lru_cache(maxsize=2048)
def draw(seed: str, kind: str, topics: tuple[str, ...] = ()) -> tuple[Shape, ...]:
    """Shapes on a board of 320 by 120. Tones 1 to 5 are colours of the style sheet.

    `kind` is "dated" or "package"; the same arguments always give the same drawing.
    """
    chance = random.Random(f"{seed}/{kind}")  # noqa: S311 – a drawing, no secret
    marks = VOCABULARIES[vocabulary(topics)]
    shapes = _stairs(chance, marks) if kind == "package" else _beats(chance, marks)
    return tuple(shapes)


def _beats(chance: random.Random, marks: tuple[str, ...]) -> list[Shape]:
    shapes = [
        Shape(4, f"M{column * CELL} 0h{CELL}v{ROWS * CELL}h{-CELL}z")
        for column in range(chance.randrange(2), COLUMNS, 2)
    ]
    big, floor = chance.randrange(1, COLUMNS - 2), chance.randrange(2)
    for column in range(COLUMNS):
        free = range(ROWS)
        if column in (big, big + 1):
            free = range(2, 3) if floor == 0 else range(1)
        rows = chance.sample(free, min(len(free), chance.choice((1, 2, 2))))
        shapes += [_one(chance, marks, column, row, (1, 1, 2, 3, 5)) for row in rows]
    return [*shapes, *_big(chance, big * CELL, floor * CELL, (3, 1))]


def _stairs(chance: random.Random, marks: tuple[str, ...]) -> list[Shape]:
    rises = (chance.choice((1, 2, 3)), chance.choice((4, 5)))
    shapes = []
    for column in range(COLUMNS - 2):
        height = sum(column >= rise for rise in rises)
        x, top = column * CELL, (ROWS - 1 - height) * CELL
        if height:
            shapes.append(Shape(4, f"M{x} {top + CELL}h{CELL}v{height * CELL}h{-CELL}z"))
        done = ("quarter", "half", "whole")[height]
        shapes.append(Shape((1, 2, 3)[height], mark(done, x, top, 2)))
        rows = [row for row in range(ROWS - height, ROWS) if chance.random() < 0.8]
        shapes += [_one(chance, marks, column, row, (1, 2, 2, 5)) for row in rows]
    x = (COLUMNS - 2) * CELL
    shapes.append(Shape(4, f"M{x} {2 * CELL}h{2 * CELL}v{CELL}h{-2 * CELL}z"))
    shapes += [_one(chance, marks, column, 2, (1, 2, 5)) for column in (COLUMNS - 2, COLUMNS - 1)]
    return [*shapes, *_big(chance, x, 0, chance.choice(((3, 5), (2, 5), (3, 1))))]


def _one(
    chance: random.Random, marks: tuple[str, ...], column: int, row: int, tones: tuple[int, ...]
) -> Shape:
    path = mark(chance.choice(marks), column * CELL, row * CELL, chance.randrange(4))
    return Shape(chance.choice(tones), path)


def _big(chance: random.Random, x: int, y: int, tones: tuple[int, int]) -> list[Shape]:
    """A whole disc of two by two cells, in two halves."""
    r = CELL
    upright = chance.random() < 0.5
    if upright:
        sides = (
            f"M{x + r} {y}a{r} {r} 0 0 0 0 {2 * r}z",
            f"M{x + r} {y}a{r} {r} 0 0 1 0 {2 * r}z",
        )
    else:
        sides = (
            f"M{x} {y + r}a{r} {r} 0 0 1 {2 * r} 0z",
            f"M{x} {y + r}a{r} {r} 0 0 0 {2 * r} 0z",
        )
    return [Shape(tone, side) for tone, side in zip(tones, sides, strict=True)]
