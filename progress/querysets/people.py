"""Organisations, who belongs to them, and who manages whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Substr
from treebeard.mp_tree import MP_NodeQuerySet

from progress.rules.people import spellings

M = TypeVar("M", bound=models.Model)


# A path is compared as a range: LIKE would read the whole table on SQLite. The digits and capitals
# of a path sort alike in every collation, and no branch has so many children as to pass the end.
def under(field: str, paths: Iterable[str]) -> Q:
    """The organisations at these paths and below; none where there is no path."""
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(**{f"{field}__gte": path, f"{field}__lte": f"{path}ZZZZZ"})
    return wanted


STEP, LONGEST = 4, 255  # of an organisation's path: characters for a level, and in all


def above(field: str, path: str) -> Q:
    """The organisation at the path of an outer query, and those above it: by their index."""
    starts = range(STEP, LONGEST, STEP)
    return Q(**{f"{field}__in": [Substr(OuterRef(path), 1, end) for end in starts]})


def highest(paths: Iterable[str]) -> list[str]:
    """Those of these paths that lie below none of the others."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


class OrganisationQuerySet(MP_NodeQuerySet[M]):
    def valid_on(self, day: date) -> "OrganisationQuerySet[M]":
        """Half-open: valid_to is the first day on which it is no more."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def under(self, paths: Iterable[str]) -> "OrganisationQuerySet[M]":
        return self.filter(under("path", paths))

    def named(self, word: str) -> "OrganisationQuerySet[M]":
        """Whose name holds the word, whatever its case (which SQLite knows of ASCII alone)."""
        wanted = Q()
        for spelling in spellings(word):
            wanted |= Q(name__icontains=spelling)
        return self.filter(wanted)

    def tops(self, most: int) -> list[str]:
        """Their paths, without those that lie below another of them."""
        return highest(self.order_by("path")[:most].values_list("path", flat=True))


class MembershipQuerySet(models.QuerySet[M]):
    def valid_on(self, day: date) -> "MembershipQuerySet[M]":
        """Half-open: valid_to is the first day on which it is no more."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def managers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="manager")

    def teachers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="teacher")

    def under(self, paths: Iterable[str]) -> "MembershipQuerySet[M]":
        """At these organisations and below."""
        return self.filter(under("organisation__path", paths))

    def colleagues_of(self, person: Any, *, on: date) -> "MembershipQuerySet[M]":
        """Of others, that day, in an organisation where the person is too."""
        own = type(self)(self.model, using=self.db).filter(person=person).valid_on(on)
        return (
            self.valid_on(on)
            .filter(organisation__in=own.values("organisation"))
            .exclude(person=person)
        )

    def paths_managed_by(self, manager: Any, on: date) -> list[str]:
        """The tops of what somebody manages on a day, none below another. One query."""
        managed = type(self)(self.model, using=self.db).filter(person=manager)
        managed = managed.managers().valid_on(on)
        return highest(managed.values_list("organisation__path", flat=True))

    def visible_to(self, manager: Any, *, on: date) -> "MembershipQuerySet[M]":
        """Of that day, in the organisations that somebody manages, and below. Nobody else's."""
        return self.valid_on(on).under(self.paths_managed_by(manager, on))
