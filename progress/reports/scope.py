from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from progress.models import Membership, Organisation
from progress.models.accounts import Person

MOST_ORGANISATIONS = 400  # in a list to choose from


@dataclass(frozen=True)
class Scope:
    """What a manager sees on a day: the tops of their organisations, and who belongs there."""

    on: date
    paths: tuple[str, ...]

    def below(self, organisation: Organisation | None) -> "Scope":
        """The same, of one organisation in it; whoever asks for another gets nothing."""
        if organisation is None:
            return self
        inside = any(organisation.path.startswith(path) for path in self.paths)
        return Scope(self.on, (organisation.path,) if inside else ())

    def memberships(self) -> QuerySet[Membership]:
        return Membership.objects.valid_on(self.on).under(self.paths)

    def organisations(self) -> QuerySet[Organisation]:
        return Organisation.objects.valid_on(self.on).under(self.paths)

    def everyone(self) -> QuerySet[Any]:
        members = self.memberships().filter(person=OuterRef("pk"))
        return get_user_model()._default_manager.filter(Exists(members)).order_by()

    def people(self) -> QuerySet[Any]:
        """Who may stand in a list: not those with protected identity."""
        return self.everyone().filter(listed())

    def count_protected(self) -> int:
        return self.everyone().filter(profile__is_protected=True).count()

    def choices(self) -> Sequence[Organisation]:
        """To choose from; of very many, only the upper ones."""
        found = list(self.organisations()[: MOST_ORGANISATIONS + 1])
        if len(found) <= MOST_ORGANISATIONS:
            return found
        top = min(node.depth for node in found)
        return list(self.organisations().filter(depth__lte=top + 1)[:MOST_ORGANISATIONS])


def people_of_support() -> QuerySet[Any]:
    """Everybody but those with protected identity."""
    return get_user_model()._default_manager.filter(listed())


def scope_of(manager: Person, on: date) -> Scope:
    """One query."""
    return Scope(on, tuple(Membership.objects.paths_managed_by(manager, on)))


def listed(field: str = "profile") -> Q:
    """People who may stand in a list, by the way from there to their profile."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__is_protected": False})
