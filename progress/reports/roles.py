from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from progress.models import Membership, OccasionStaff


@dataclass(frozen=True)
class Roles:
    """What a person is beyond a learner."""

    leads: bool = False
    manages: bool = False
    teaches: bool = False


def roles_of(person: Any, on: date) -> Roles:
    """One query."""
    own = OuterRef("pk")
    row = (
        get_user_model()
        ._default_manager.filter(pk=person.pk)
        .values_list(
            Exists(OccasionStaff.objects.filter(person=own)),
            Exists(Membership.objects.managers().valid_on(on).filter(person=own)),
            Exists(Membership.objects.teachers().valid_on(on).filter(person=own)),
        )
        .first()
    )
    return Roles(*row) if row else Roles()
