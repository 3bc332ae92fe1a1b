"""Where the demo's own files are."""

from pathlib import Path

HERE = Path(__file__).parent
CATALOGUE = HERE / "catalogue.json"
OPEN_NOW = HERE / "open_now.json"
PEOPLE = HERE / "people.csv"
PAGES = HERE / "pages.json"
MEDIA = HERE / "media"
