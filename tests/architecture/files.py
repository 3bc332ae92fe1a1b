"""The product's files, as git knows them."""

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("courses", "progress", "cms")  # each may know those before it


@functools.cache
def tracked(*suffixes: str) -> list[Path]:
    """All files that are or would be committed, of these suffixes or of any."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    paths = (ROOT / name for name in listed)
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def of_app(app: str, *suffixes: str) -> list[Path]:
    return [path for path in tracked(*suffixes) if path.is_relative_to(ROOT / app)]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
