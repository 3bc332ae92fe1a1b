"""A manager's people, to be registered for something."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from progress.models import Organisation, Registration
from progress.models.accounts import Person, email_field, matching, name_fields, name_of
from progress.reports.scope import Scope
from progress.rules.pasted_addresses import Pasted


@dataclass(frozen=True)
class Named:
    """One whom the manager named; without a person where nobody of theirs was meant."""

    text: str
    is_address: bool = True
    person: Person | None = None
    workplace: Organisation | None = None


@dataclass(frozen=True)
class Colleague:
    person: Person
    schools: tuple[str, ...]
    registration: Registration | None  # in the occasion that it is about

    @property
    def name(self) -> str:
        return name_of(self.person)

    @property
    def email(self) -> str:
        return str(getattr(self.person, email_field()))


def colleagues_found(scope: Scope, words: str = "") -> QuerySet[Any]:
    """Who can be registered by their manager: nobody with a protected identity."""
    found = scope.people().filter(matching(words), is_active=True)
    return found.order_by(*(Lower(name) for name in reversed(name_fields())), "pk")


def with_schools(people: Iterable[Any], scope: Scope, occasion_id: int) -> list[Colleague]:
    """Two queries, for the people of a page."""
    shown = list(people)
    schools: dict[int, list[str]] = {person.pk: [] for person in shown}
    memberships = scope.memberships().filter(person__in=shown).order_by("organisation__path")
    for pk, school in memberships.values_list("person_id", "organisation__name"):
        if school not in schools[pk]:
            schools[pk].append(school)
    places = _places(shown, occasion_id)
    return [Colleague(one, tuple(schools[one.pk]), places.get(one.pk)) for one in shown]


def _places(people: Collection[Any], occasion_id: int) -> dict[int, Registration]:
    """What each of them has in the occasion; a seat rather than a place in a queue."""
    found = Registration.objects.live().filter(person__in=people, occasion=occasion_id)
    rank = {"confirmed": 2, "offered": 1}
    best: dict[int, Registration] = {}
    for one in found.select_related("pool__venue"):
        person = one.person_id or 0
        if person not in best or rank.get(one.state, 0) > rank.get(best[person].state, 0):
            best[person] = one
    return best


def read_named(scope: Scope, *, ids: Collection[int], pasted: Collection[Pasted]) -> list[Named]:
    """Those chosen and those pasted, each once. Whoever is not the manager's is not known here,
    whether they have an account or not. Three queries."""
    everyone = colleagues_found(scope)
    chosen = list(everyone.filter(pk__in=ids))
    addresses = {one.address for one in pasted if one.address}
    by_address = {
        str(getattr(person, email_field())).lower(): person
        for person in everyone.annotate(_address=Lower(email_field())).filter(
            _address__in=addresses
        )
    }
    workplaces = _workplaces(scope, [*chosen, *by_address.values()])
    named = [
        Named(name_of(person), person=person, workplace=workplaces.get(person.pk))
        for person in chosen
    ]
    known = {person.pk for person in chosen}
    for one in pasted:
        person = by_address.get(one.address)
        if person is None:
            named.append(Named(one.text, is_address=bool(one.address)))
        elif person.pk not in known:
            known.add(person.pk)
            named.append(Named(one.text, person=person, workplace=workplaces.get(person.pk)))
    return named


def _workplaces(scope: Scope, people: Collection[Any]) -> dict[int, Organisation]:
    """Of the schools where each of them works, the first that is the manager's: there they teach,
    if anywhere."""
    found: dict[int, Organisation] = {}
    memberships = scope.memberships().filter(person__in=people).select_related("organisation")
    for membership in memberships.order_by("-role", "pk"):
        found.setdefault(membership.person_id, membership.organisation)
    return found
