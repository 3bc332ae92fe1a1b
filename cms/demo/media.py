"""Makes the pictures, sound, film, captions and worksheets that the demo's catalogue names."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from cms.demo.captions import CAPTIONS, webvtt
from cms.demo.files import MEDIA
from cms.demo.film import film, tune
from cms.demo.pictures import PICTURES, SIZE
from cms.demo.sound import MOTIFS, melody, motif
from cms.demo.worksheet import WORDS, worksheet


def make_media(folder: Path = MEDIA) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        small = draw().resize(SIZE, Image.Resampling.LANCZOS)
        target = io.BytesIO()
        small.save(target, "JPEG", quality=84, optimize=True, progressive=True)
        yield written(folder / name, target.getvalue())
    yield written(folder / "melodi.mp3", tune(melody()))
    for name, notes in MOTIFS.items():
        yield written(folder / name, tune(motif(notes)))
    yield written(folder / "linjen.webm", film())
    for language, lines in CAPTIONS.items():
        yield written(folder / f"linjen-{language}.vtt", webvtt(lines).encode())
    for language in WORDS:
        yield written(folder / f"ovningsblad-{language}.pdf", worksheet(language))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
