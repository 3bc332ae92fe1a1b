"""Who is invited: a confirmed place at a hybrid seminar, made without any mail about it."""

import uuid
from datetime import UTC, datetime

from django.db import transaction

from courses.actions.touch_occasion import touch_occasion
from courses.models import Meeting, SeatPool
from progress.actions.change_place import change_place
from progress.actions.open_place import open_place
from progress.models import Registration, Transition
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool


def make_seminar(slug: str = "seminar", **course) -> SeatPool:
    """In Oslo and online, on one day for all."""
    occasion = make_occasion(make_course(slug, title="Kulturskoledagen", **course))
    Meeting.objects.create(
        occasion=occasion,
        uid=uuid.uuid5(uuid.NAMESPACE_DNS, slug),
        starts_at=datetime(2023, 4, 27, 8, tzinfo=UTC),
        ends_at=datetime(2023, 4, 27, 12, 30, tzinfo=UTC),
    )
    make_pool(
        occasion, None, kind="online", name="Nett", join_url="https://meet.example.org/secret"
    )
    return make_pool(occasion, name="Oslo", places=["Oslo"], address="Storgata 1")


def take(pool: SeatPool, person=None, state: str = "confirmed", now=NOW) -> Registration:
    person = person or make_person()
    with transaction.atomic():
        touch_occasion(occasion_id=pool.venue.occasion_id)
        made = open_place(person=person, pool=pool, state=state, by=person, now=now)
    return read(made.registration)


def change(registration: Registration, to: str, pool: SeatPool | None = None, now=NOW):
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        change_place(registration=registration, to=to, by=None, now=now, pool=pool)
    return read(registration)


def read(registration: Registration) -> Registration:
    return Registration.objects.with_place().select_related("person").get(pk=registration.pk)


def last_change(registration: Registration) -> Transition:
    return registration.transitions.order_by("-pk").first()
