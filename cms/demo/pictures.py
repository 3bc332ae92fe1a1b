"""The demo's own abstract motifs, drawn twice as large as they are kept."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1200, 800)
SCALE = 2
PAPER, INK, TEAL, PINE = "#f5f7f4", "#14252b", "#0d4a4a", "#86d4c6"
ORANGE, RUST, SUN = "#f0892b", "#c75c0a", "#ffc46b"
INDIGO, LILAC, MIST = "#3f4bb5", "#8591f2", "#dcebe7"


def rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def mix(first: str, second: str, share: float) -> tuple[int, int, int]:
    (r1, g1, b1), (r2, g2, b2) = rgb(first), rgb(second)
    return (
        round(r1 + (r2 - r1) * share),
        round(g1 + (g2 - g1) * share),
        round(b1 + (b2 - b1) * share),
    )


def gradient(top: str, bottom: str) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), mix(top, bottom, y / 255))
    return column.resize((SIZE[0] * SCALE, SIZE[1] * SCALE), Image.Resampling.BICUBIC)


def canvas(colour: str) -> Image.Image:
    return Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), colour)


def rings() -> Image.Image:
    """Rings of three colours that spread and cross."""
    picture = canvas(PAPER)
    for x, y, colour in ((520, 1020, RUST), (1240, 520, SUN), (1900, 1080, TEAL)):
        layer = Image.new("RGB", picture.size, "white")
        draw = ImageDraw.Draw(layer)
        for ring in range(11, 0, -1):
            radius = ring * 78
            tone = mix(colour, "#ffffff", ring / 13)
            draw.ellipse(
                (x - radius, y - radius, x + radius, y + radius),
                outline=tone,
                width=36 - 2 * ring,
            )
        draw.ellipse((x - 44, y - 44, x + 44, y + 44), fill=colour)
        picture = ImageChops.multiply(picture, layer)
    return picture


def mountains() -> Image.Image:
    """Fells in layers below a band of northern lights."""
    picture = gradient("#0b1f33", "#274a63")
    glow = Image.new("RGB", picture.size, "black")
    light = ImageDraw.Draw(glow)
    for band, colour in enumerate(("#2f8f7a", "#86d4c6", "#5a67cf")):
        points = [
            (x, 330 + band * 90 + 120 * math.sin(x / 310 + band * 0.9)) for x in range(0, 2401, 20)
        ]
        for width, share in ((150, 0.75), (80, 0.5), (26, 0.15)):
            light.line(points, fill=mix(colour, "#000000", share), width=width, joint="curve")
    picture = ImageChops.screen(picture, glow.filter(ImageFilter.GaussianBlur(34)))
    draw = ImageDraw.Draw(picture)
    chance = random.Random(7)  # noqa: S311 the same stars every time
    for _ in range(130):
        x, y, r = (
            chance.randrange(2400),
            chance.randrange(760),
            chance.choice((2, 2, 3, 4)),
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill="#e9f0ed")
    for layer in range(5):
        base, share = 820 + layer * 150, layer / 4
        ridge = [
            (
                x,
                base
                + 95 * math.sin(x / (230 + 40 * layer) + layer * 2.1)
                + 42 * math.sin(x / 83 + layer),
            )
            for x in range(0, 2401, 12)
        ]
        draw.polygon([(0, 1600), *ridge, (2400, 1600)], fill=mix("#4c7a96", "#0a1820", share))
    return picture


def stage() -> Image.Image:
    """Three cones of light that cross above an empty floor."""
    picture = gradient("#101a2c", "#1d2348")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 1260), (2400, 1260), (2400, 1600), (0, 1600)], fill="#0c1322")
    for source, centre, colour in (
        (380, 1330, ORANGE),
        (1200, 1180, PINE),
        (2020, 1050, LILAC),
    ):
        layer = Image.new("RGB", picture.size, "black")
        cone = ImageDraw.Draw(layer)
        cone.polygon(
            [
                (source - 16, -20),
                (source + 16, -20),
                (centre + 430, 1380),
                (centre - 430, 1380),
            ],
            fill=mix(colour, "#000000", 0.45),
        )
        cone.ellipse((centre - 430, 1290, centre + 430, 1470), fill=mix(colour, "#000000", 0.05))
        picture = ImageChops.screen(picture, layer.filter(ImageFilter.GaussianBlur(10)))
    return picture


def fjord() -> Image.Image:
    """A low sun above water between dark hills."""
    picture = gradient("#fdeeda", "#f0a35e")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((930, 420, 1470, 960), fill=SUN)
    hills = (
        (0, 1, 560, "#7b6a8f"),
        (2400, -1, 620, "#5d5a86"),
        (0, 1, 420, "#34436b"),
        (2400, -1, 360, "#22335a"),
    )
    for start, turn, height, colour in hills:
        ridge = [
            (
                start + turn * x,
                900 - height * math.exp(-x / 620) + 30 * math.sin(x / 90),
            )
            for x in range(0, 1400, 14)
        ]
        draw.polygon([(start, 980), *ridge, (start + turn * 1400, 980)], fill=colour)
    draw.rectangle((0, 930, 2400, 1600), fill="#17395a")
    chance = random.Random(3)  # noqa: S311
    for row in range(40):
        y = 950 + row * 16
        half = 90 + row * 9
        x = 1200 + chance.randrange(-70, 70)
        draw.line(
            (x - half, y, x + half - chance.randrange(60), y),
            fill=mix(SUN, "#17395a", row / 44),
            width=7,
        )
    return picture


def paper() -> Image.Image:
    """Cut paper shapes that lie like leaves of a book."""
    picture = canvas("#f3e6d2")
    leaves = (
        (110, 200, -14, RUST),
        (420, 210, -7, ORANGE),
        (800, 190, 0, SUN),
        (1120, 200, 7, PINE),
        (1430, 210, 14, TEAL),
    )
    for x, y, angle, colour in leaves:
        leaf = Image.new("RGBA", (560, 1120), (0, 0, 0, 0))
        pen = ImageDraw.Draw(leaf)
        pen.rounded_rectangle((0, 0, 559, 1119), 60, fill=colour)
        for hole in range(3):
            top = 140 + hole * 320
            ink = (*mix(colour, "#ffffff", 0.55), 255)
            if ((x - 110) // 320 + hole) % 3 == 0:
                pen.ellipse((150, top, 410, top + 260), fill=ink)
            elif ((x - 110) // 320 + hole) % 3 == 1:
                pen.polygon([(280, top), (430, top + 250), (130, top + 250)], fill=ink)
            else:
                pen.pieslice((130, top, 430, top + 300), 180, 360, fill=ink)
        turned = leaf.rotate(-angle, expand=True, resample=Image.Resampling.BICUBIC)
        shade = Image.new("RGBA", turned.size, "#3a2612")
        shade.putalpha(turned.getchannel("A").point(lambda a: a // 4))
        soft = shade.filter(ImageFilter.GaussianBlur(14))
        picture.paste(soft, (x + 14, y + 22), soft)
        picture.paste(turned, (x, y), turned)
    return picture


def frames() -> Image.Image:
    """Six frames in a row in which a circle moves a little in each."""
    picture = canvas("#1b2133")
    draw = ImageDraw.Draw(picture)
    for hole in range(25):
        for y in (330, 1210):
            draw.rounded_rectangle((hole * 100 + 18, y, hole * 100 + 74, y + 56), 10, fill=PAPER)
    for frame in range(6):
        left = 40 + frame * 392
        draw.rounded_rectangle((left, 460, left + 360, 1140), 24, fill=PAPER)
        draw.line((left, 960, left + 360, 960), fill=TEAL, width=10)
        x = left + 70 + frame * 44
        y = 900 - abs(math.sin(frame / 5 * math.pi)) * 330
        draw.ellipse((x - 58, y - 58, x + 58, y + 58), fill=ORANGE)
    return picture


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "klangfarger.jpg": rings,
    "fjall.jpg": mountains,
    "scen.jpg": stage,
    "fjord.jpg": fjord,
    "papper.jpg": paper,
    "bildruta.jpg": frames,
}
