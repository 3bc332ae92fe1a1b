"""Which courses of a file and of the site are translations of one another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from courses.rules.catalogue.faults import Fault, Place, shown

Values = dict[str, Any]


class Known(NamedTuple):
    """A course of the site."""

    id: str
    language: str
    kind: str
    key: str
    age: int


@dataclass(frozen=True)
class Group:
    """`key` is the translation key, empty while the site has none; `original` is id, language."""

    key: str
    root: str
    original: tuple[str, str]
    kind: str


def find_groups(
    courses: dict[int, Values], known: list[Known], owners: Collection[int]
) -> tuple[dict[int, Group], list[Fault]]:
    """The group of each course by its place in the file, and what does not fit.

    `owners` are the ages of those courses of the site that have occasions.
    """
    keys = {course.id: course.key for course in known}
    roots = {index: _root(course, keys) for index, course in courses.items()}
    by_root: dict[str, list[Values]] = {}
    for index, root in roots.items():
        by_root.setdefault(root, []).append(courses[index])
    groups = {root: _group(root, members, known, owners) for root, members in by_root.items()}
    made = {index: groups[root] for index, root in roots.items()}
    return made, list(_faults(courses, made, known, keys))


def _root(course: Values, keys: dict[str, str]) -> str:
    """The translation key of the site, or the id that the group goes by in the file."""
    target: str = course["translation_of"] if "translation_of" in course else course["id"]
    return keys.get(course["id"]) or keys.get(target) or target


def _group(
    root: str,
    members: list[Values],
    known: list[Known],
    owners: Collection[int],
) -> Group:
    in_site = sorted(
        (course for course in known if course.key == root),
        key=lambda course: (course.age not in owners, course.age),
    )
    if in_site:
        first = in_site[0]
        return Group(root, first.id, (first.id, first.language), first.kind)
    own = [course for course in members if course["id"] == root] or members
    original = next((course for course in own if course.get("occasions")), own[0])
    return Group("", root, (original["id"], original["language"]), original["kind"])


def _faults(
    courses: dict[int, Values],
    groups: dict[int, Group],
    known: list[Known],
    keys: dict[str, str],
) -> Iterator[Fault]:
    sources = {
        course["id"]: course["translation_of"]
        for course in courses.values()
        if course.get("translation_of", course["id"]) != course["id"]
    }
    languages: dict[tuple[Group, str], str] = {
        (group, course.language): course.id
        for group in set(groups.values())
        for course in known
        if course.key == group.key
    }
    ids: dict[str, Group] = {}
    for index, course in courses.items():
        group = groups[index]
        place: Place = ("courses", index)
        source, language = course.get("translation_of"), course["language"]
        if source is not None:
            yield from _source_faults(place, course, list(courses.values()), sources, keys)
        if ids.setdefault(course["id"], group) != group:
            yield Fault(
                (*place, "id"),
                f"{shown(course['id'])} is the id of another course. Choose another.",
            )
        other = languages.setdefault((group, language), course["id"])
        if other != course["id"]:
            yield Fault(
                (*place, "language"),
                f"the course has a translation into {language} already, {shown(other)}. "
                f"Update that one, or choose another language.",
            )
        if course["kind"] != group.kind:
            yield Fault(
                (*place, "kind"),
                f"{shown(group.original[0])} is {group.kind} already. A course keeps its kind: "
                f"write {group.kind}, or choose another id.",
            )
        if course.get("occasions") and (course["id"], language) != group.original:
            yield Fault(
                (*place, "occasions"),
                "a translation shows the occasions of its original. "
                f"Write them on {shown(group.original[0])} ({group.original[1]}).",
            )


def _source_faults(
    place: Place,
    course: Values,
    courses: list[Values],
    sources: dict[str, str],
    keys: dict[str, str],
) -> Iterator[Fault]:
    place, source = (*place, "translation_of"), course["translation_of"]
    if source == course["id"]:
        same = [c for c in courses if c["id"] == source and c["language"] != course["language"]]
        if not same and source not in keys:
            yield Fault(
                place, f"{shown(source)} is this course itself. Name the original, or leave it out."
            )
    elif source not in keys and not any(c["id"] == source for c in courses):
        yield Fault(
            place,
            f"there is no course {shown(source)} in the file or in the site. "
            "Add it, or correct the id.",
        )
    elif source in sources:
        original = shown(sources[source])
        yield Fault(
            place, f"{shown(source)} is itself a translation. Name its original, {original}."
        )
    elif course["id"] in keys and keys[course["id"]] != keys.get(source):
        yield Fault(
            place,
            f"{shown(course['id'])} is a course of its own in the site. Choose another id.",
        )
