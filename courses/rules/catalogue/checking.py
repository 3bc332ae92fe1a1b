"""Everything about a catalogue that can be known without the site."""

from __future__ import annotations

from typing import Any

from courses.rules.catalogue.faults import CatalogueError
from courses.rules.catalogue.schema import broken_places


def check_catalogue(catalogue: Any) -> list[dict[str, Any]]:
    """The courses of a sound file. Raises CatalogueError with all faults of an unsound one."""
    faults = [fault for fault, _unusable in broken_places(catalogue)]
    if faults:
        raise CatalogueError(faults)
    return catalogue["courses"]
