"""The demo's film: a line that becomes hills, a sun and three birds, and goes home again."""

import io
import math
from collections.abc import Iterator

import av
from PIL import Image, ImageDraw

from cms.demo.pictures import INK, ORANGE, PAPER, PINE, SUN, mix
from cms.demo.sound import RATE, melody, seconds

WIDTH, HEIGHT, FPS = 640, 360, 12


def frames() -> Iterator[Image.Image]:
    count = int(seconds() * FPS)
    for number in range(count):
        yield draw_frame(number / (count - 1)).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def draw_frame(t: float) -> Image.Image:
    """One frame at twice the size; t runs from 0 to 1."""
    picture = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), INK)
    draw = ImageDraw.Draw(picture)
    draw_sun(draw, t)
    reach = WIDTH * 2 * (min(1, 0.16 + t / 0.36) if t < 0.8 else max(0.0, 1 - (t - 0.8) / 0.2))
    hills = [(x, hill(x, t)) for x in range(0, int(reach) + 1, 6)]
    if len(hills) > 1:
        draw.polygon([(0, HEIGHT * 2), *hills, (hills[-1][0], HEIGHT * 2)], fill=INK)
        draw.line(hills, fill=PAPER, width=7, joint="curve")
        x, y = hills[-1]
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=ORANGE)
    for bird in range(3):
        draw_bird(draw, (t - 0.42 - bird * 0.05) / 0.36, bird)
    return picture


def hill(x: float, t: float) -> float:
    calm = min(1, t / 0.35)
    return 540 - calm * (90 * math.sin(x / 210) + 34 * math.sin(x / 77 + 2 * t))


def draw_sun(draw: ImageDraw.ImageDraw, t: float) -> None:
    if t < 0.25:
        return
    rise = min(1, (t - 0.25) / 0.25)
    x, y, radius = 900, 560 - 340 * rise, 86
    if t < 0.7:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=SUN)
        return
    apart = min(1, (t - 0.7) / 0.15)
    fade = max(0.0, (t - 0.9) / 0.1)
    for dot in range(12):
        angle = dot * math.pi / 6 + t * 2
        away = radius * (0.45 + 0.75 * apart)
        size = 30 * (1 - 0.55 * apart)
        cx, cy = x + away * math.cos(angle), y + away * math.sin(angle)
        draw.ellipse(
            (cx - size, cy - size, cx + size, cy + size),
            fill=mix(SUN, INK, min(1, fade)),
        )


def draw_bird(draw: ImageDraw.ImageDraw, t: float, bird: int) -> None:
    if not 0 < t < 1:
        return
    x, y = -60 + 1400 * t, 230 + 46 * bird - 90 * math.sin(t * math.pi)
    flap = 24 * math.sin(t * 26 + bird)
    draw.line(
        [(x - 46, y - flap), (x, y), (x + 46, y - flap)],
        fill=PINE,
        width=8,
        joint="curve",
    )


def film() -> bytes:
    """VP9 and Opus in WebM, which every browser of today plays."""
    target = io.BytesIO()
    with av.open(target, "w", format="webm") as container:
        picture = container.add_stream("libvpx-vp9", rate=FPS)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        picture.options = {"crf": "36", "b": "0", "cpu-used": "4", "row-mt": "0"}
        sound = container.add_stream("libopus", rate=RATE, layout="mono")
        sound.bit_rate = 48_000
        for image in frames():
            container.mux(picture.encode(av.VideoFrame.from_image(image)))
        container.mux(picture.encode(None))
        mux_sound(container, sound, melody())
    return target.getvalue()


def tune(samples: bytes) -> bytes:
    """As MP3."""
    target = io.BytesIO()
    with av.open(target, "w", format="mp3") as container:
        sound = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        sound.bit_rate = 64_000
        mux_sound(container, sound, samples)
    return target.getvalue()


def mux_sound(
    container: av.container.OutputContainer, stream: av.AudioStream, samples: bytes
) -> None:
    size = 960
    for start in range(0, len(samples) // 2, size):
        chunk = samples[start * 2 : (start + size) * 2]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(chunk) // 2)
        frame.planes[0].update(chunk.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts = RATE, start
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
