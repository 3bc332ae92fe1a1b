"""A venue with many people is cancelled by as many queries as one with few, and nobody is lost."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.models import AskedKind, Meeting, ParticipantQuestion
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.change_place import change_places
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Attendance, Enrolment, Message, ParticipantAnswer, Registration
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


def full(people: int, slug: str = "seminar"):
    """A venue with so many people, one more who waits, and a venue with half as many seats."""
    occasion = make_occasion(make_course(slug))
    for day in (27, 28):
        Meeting.objects.create(occasion=occasion, day=date(2023, 4, day))
    here, other = make_pool(occasion, people), make_pool(occasion, people // 2, name="Bergen")
    for number in range(people + 1):
        register(person=make_person(f"Person {slug} {number}"), pool=here, wait=True, now=NOW)
    return here, other


def person(number: int):
    return get_user_model().objects.get(name=f"Person seminar {number}")


def queries_of(work, people: int) -> int:
    here, other = full(people, f"of-{people}")
    with CaptureQueriesContext(connection) as captured:
        work(here, other)
    return len(captured)


WORK = {
    "the dry run": lambda here, other: cancel_venue(
        venue=here.venue, by=None, move_to=other.venue, dry_run=True, now=NOW
    ),
    "all choose": lambda here, _other: cancel_venue(venue=here.venue, by=None, now=NOW),
    "half are moved": lambda here, other: cancel_venue(
        venue=here.venue, by=None, move_to=other.venue, now=NOW
    ),
    "all of it": lambda here, _other: cancel_occasion(
        occasion=here.venue.occasion, by=None, now=NOW
    ),
    "postponed": lambda here, _other: postpone_occasion(
        occasion=here.venue.occasion, by=None, now=NOW
    ),
}
# More of them only where SQLite takes no more values in one INSERT.
BATCHES = 4


@pytest.mark.parametrize("name", WORK)
def test_a_hundred_people_cost_as_many_queries_as_ten(name):
    ten, hundred = queries_of(WORK[name], 10), queries_of(WORK[name], 100)
    assert hundred - ten <= BATCHES
    assert hundred <= 45


def test_everybody_is_told_once_in_one_mailing_and_sent_by_one_task(
    django_capture_on_commit_callbacks,
):
    here, _other = full(30)
    Message.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True) as tasks:
        done = cancel_venue(venue=here.venue, by=None, now=NOW)
    assert (done.choosing, done.waiting, done.told) == (30, 1, 31)
    assert len(tasks) == 1
    assert len(mail.outbox) == Message.objects.filter(state="sent").count() == 31
    assert len(set(Message.objects.values_list("created_at"))) == 1
    assert len({one.to[0] for one in mail.outbox}) == 31
    names = {one.body.split(",")[0] for one in mail.outbox}
    assert len(names) == 1  # "Hello Person": each mail is its own all the same
    links = Message.objects.values_list("registration", "text")
    assert all(f"/my/places/{pk}/" in text for pk, text in links)


def test_who_waits_where_they_are_moved_waits_there_no_more():
    here, other = full(2)
    ane = person(0)
    first = make_person("Forst Der")
    taken = register(person=first, pool=other, now=NOW)
    queued = register(person=ane, pool=other, wait=True, now=NOW)
    assert queued.state == "queued"
    withdraw(registration=taken, now=NOW)
    assert Registration.objects.filter(pool=other, state="offered").count() == 1
    cancel_venue(venue=here.venue, by=None, move_to=other.venue, now=NOW)
    live = Registration.objects.live().filter(person=ane)
    assert [(one.pool, one.state) for one in live] == [(other, "confirmed")]


def test_who_is_not_moved_keeps_their_place_in_the_queue_there():
    here, other = full(2)
    second = person(1)
    register(person=make_person("Full Plass"), pool=other, now=NOW)
    queued = register(person=second, pool=other, wait=True, now=NOW)
    done = cancel_venue(venue=here.venue, by=None, move_to=other.venue, now=NOW)
    queued.refresh_from_db()
    assert (done.moved, done.choosing, queued.state) == (0, 2, "queued")


def test_hours_there_are_counted_anew_for_who_is_moved():
    here, other = full(2)
    place = Registration.objects.get(person=person(0))
    meeting = Meeting.objects.filter(occasion=place.occasion).first()
    Attendance.objects.create(registration=place, meeting=meeting, minutes=60)
    cancel_venue(venue=here.venue, by=None, move_to=other.venue, now=NOW)
    assert Enrolment.objects.filter(person=place.person).exists()


def test_needs_of_those_whose_wait_is_over_are_deleted_and_others_are_kept():
    here, _other = full(1)
    question = ParticipantQuestion.objects.create(
        occasion=here.venue.occasion, kind=AskedKind.DIETARY, label="Food", why="Kitchen"
    )
    for row in Registration.objects.all():
        ParticipantAnswer.objects.create(
            registration=row, question=question.uid, kind=question.kind, label="Food", value="x"
        )
    cancel_venue(venue=here.venue, by=None, now=NOW)
    assert list(ParticipantAnswer.objects.values_list("registration__state", flat=True)) == [
        "needs_choice"
    ]


def test_a_change_past_the_touch_stops_all_of_it():
    full(3)
    rows = list(Registration.objects.confirmed().select_related("pool__venue"))
    rows[1].state = "offered"  # as it was read, and is no more
    with pytest.raises(RuntimeError, match="past the touch"), transaction.atomic():
        change_places(registrations=rows, to="cancelled", by=None, now=NOW)
    assert Registration.objects.confirmed().count() == 3
