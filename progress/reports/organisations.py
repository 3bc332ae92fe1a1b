"""Organisations as they are shown: each with those above it, for many have the same name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from progress.models import Organisation


@dataclass(frozen=True)
class Place:
    """An organisation and the names of those above it, from the top."""

    organisation: Organisation
    above: tuple[str, ...]


def with_those_above(organisations: Iterable[Organisation]) -> list[Place]:
    """One query more."""
    found = list(organisations)
    size = Organisation.steplen
    paths = {node.path[:end] for node in found for end in range(size, len(node.path), size)}
    names = dict(Organisation.objects.filter(path__in=paths).values_list("path", "name"))
    return [
        Place(node, tuple(names[node.path[:end]] for end in range(size, len(node.path), size)))
        for node in found
    ]


def find_organisations(words: str, on: date, limit: int = 20) -> list[Place]:
    """Those of which each word is in the name, or in that of one above: a school is found by its
    municipality. At most one query a word, and two."""
    found = Organisation.objects.valid_on(on)
    for word in words.split()[:5]:
        found = found.under(Organisation.objects.named(word).tops(500))
    # The nearest to the ground first: people belong to a school, rarely to a county.
    return with_those_above(found.order_by("-depth", "name", "path")[:limit])
