"""Catalogue files for tests: written, imported and exported in one call."""

import json
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from courses.actions.export_catalogue import export_catalogue
from courses.actions.import_catalogue import import_catalogue
from courses.rules.catalogue.faults import CatalogueError

Values = dict[str, Any]


def dated(id: str = "rytm", language: str = "sv", **keys: Any) -> Values:
    return {"kind": "dated", "id": id, "language": language, "title": f"Kurs {id}"} | keys


def package(id: str = "spela", language: str = "sv", *modules: Values, **keys: Any) -> Values:
    made = {"kind": "package", "id": id, "language": language, "title": f"Paket {id}"}
    return made | {"modules": list(modules) or [module()]} | keys


def module(id: str = "grunden", *steps: Values, **keys: Any) -> Values:
    return {"id": id, "title": f"Modul {id}", "steps": list(steps) or [step()]} | keys


def step(id: str = "lyssna", **keys: Any) -> Values:
    return {"id": id, "title": f"Steg {id}"} | keys


def occasion(id: str = "varen", **keys: Any) -> Values:
    return {"id": id, "timezone": "Europe/Stockholm"} | keys


def venue(id: str = "umea", **keys: Any) -> Values:
    return {"id": id, "kind": "place", "places": ["Umeå"]} | keys


def catalogue(*courses: Values) -> bytes:
    return json.dumps({"format": "catalogue/1", "courses": courses}).encode()


def bring(*courses: Values, folder: Path | None = None, dry_run: bool = False) -> list[Any]:
    """Import these courses; the plans of what was done."""
    folder = folder or Path(mkdtemp())
    return import_catalogue(data=catalogue(*courses), folder=folder, dry_run=dry_run)


def faults(*courses: Values, folder: Path | None = None) -> list[str]:
    """What an import of these courses is refused for; none where it is not."""
    try:
        bring(*courses, folder=folder, dry_run=True)
    except CatalogueError as error:
        return [str(fault) for fault in error.faults]
    return []


def export(*ids: str) -> list[Values]:
    return export_catalogue(ids=ids)["courses"]


def changes(plans: list[Any]) -> list[tuple[str, ...]]:
    return [
        (change.verb, change.what, change.name or plan.values["id"], *change.keys)
        for plan in plans
        for change in plan.changes
    ]
