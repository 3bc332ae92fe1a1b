"""The cast of an occasion's desk: Liv leads it, Eva organises, Kari is a stranger to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from courses.models import Occasion, ParticipantQuestion, SeatPool
from progress.models import OccasionStaff, ParticipantAnswer, Profile, Registration
from tests.progress.offers import make_occasion, make_person, make_pool


def soon(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


@dataclass
class Desk:
    occasion: Occasion
    oslo: SeatPool
    liv: Any
    eva: Any
    kari: Any

    def address(self, name: str, *more: Any) -> str:
        return reverse(f"progress:{name}", args=[self.occasion.pk, *more])


def make_organiser(name: str = "Eva Nord") -> Any:
    person = make_person(name)
    person.user_permissions.add(Permission.objects.get(codename="change_occasion"))
    return person


def make_desk(capacity: int | None = 10, **fields: Any) -> Desk:
    occasion = make_occasion(**{"ends_on": soon(), "begins_on": soon()} | fields)
    liv = make_person("Liv Sand")
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    oslo = make_pool(occasion, capacity)
    return Desk(occasion, oslo, liv, make_organiser(), make_person("Kari Vik"))


def protect(person: Any, alias: str = "Linerle") -> None:
    Profile.objects.update_or_create(person=person, defaults={"is_protected": True, "alias": alias})


def answer(registration: Registration, value: str, kind: str = "dietary") -> None:
    question, _ = ParticipantQuestion.objects.get_or_create(
        occasion=registration.occasion, kind=kind, defaults={"label": kind.title(), "why": "Food"}
    )
    ParticipantAnswer.objects.create(
        registration=registration,
        question=question.uid,
        kind=kind,
        label=question.label,
        value=value,
    )


def take_thousand(pool: SeatPool) -> None:
    """A thousand people with a place, in bulk, with the history that the audit asks for."""
    from django.contrib.auth import get_user_model

    from progress.models import Transition

    people = get_user_model().objects.bulk_create(
        get_user_model()(email=f"p{number:04}@example.org", name=f"Person {number:04}")
        for number in range(1000)
    )
    rows = Registration.objects.bulk_create(
        Registration(
            person=person,
            occasion=pool.venue.occasion,
            pool=pool,
            state="confirmed",
            created_at=timezone.now() - timedelta(minutes=number),
        )
        for number, person in enumerate(people)
    )
    Transition.objects.bulk_create(
        Transition(registration=row, to_state="confirmed", pool=pool, at=row.created_at)
        for row in rows
    )
    SeatPool.objects.filter(pk=pool.pk).update(taken=1000)
