"""A file that changes an occasion says what people must know, as an editor's save does."""

import pytest
from django.contrib.auth import get_user_model

from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.rules.changes import Changes
from progress.models import Registration
from tests.courses.announced import listening
from tests.courses.catalogue_files import bring, changes, dated, export, occasion, venue

pytestmark = pytest.mark.django_db


def with_meetings(*meetings: dict, **keys: object) -> dict:
    return dated(occasions=[occasion(meetings=list(meetings), venues=[venue()], **keys)])


def take_a_seat() -> None:
    pool = SeatPool.objects.get()
    SeatPool.objects.update(taken=1)
    person = get_user_model().objects.create_user("ane@example.org", name="Ane Berg")
    Registration.objects.create(
        person=person, occasion=pool.venue.occasion, pool=pool, state="confirmed"
    )


def test_a_new_time_is_told_once_and_a_new_title_is_not():
    bring(with_meetings({"id": "m", "day": "2026-05-01"}))
    with listening() as heard:
        bring(with_meetings({"id": "m", "day": "2026-05-01", "title": "Dagen"}))
    assert heard == []
    assert Meeting.objects.get().sequence == 0
    with listening() as heard:
        bring(with_meetings({"id": "m", "day": "2026-05-02", "title": "Dagen"}))
    assert heard == [(Changes(moved={Meeting.objects.get().pk}), None)]
    assert Meeting.objects.get().sequence == 1


def test_a_new_place_raises_the_venue_and_not_its_meetings():
    file = dated(occasions=[occasion(venues=[venue(meetings=[{"day": "2026-05-01"}])])])
    bring(file)
    file["occasions"][0]["venues"][0]["places"] = ["Luleå"]
    with listening() as heard:
        bring(file)
    made = Venue.objects.get()
    assert heard == [(Changes(venues={made.pk}), None)]
    assert (made.sequence, Meeting.objects.get().sequence) == (1, 0)


def test_a_meeting_that_people_have_is_called_off_and_comes_back_by_its_id():
    both = with_meetings({"id": "a", "day": "2026-05-01"}, {"id": "b", "day": "2026-05-02"})
    only = with_meetings({"id": "b", "day": "2026-05-02"})
    bring(both)
    take_a_seat()
    first = Meeting.objects.get(slug="a")
    with listening() as heard:
        bring(only)
    assert heard == [(Changes(called_off={first.pk}), None)]
    assert [one["id"] for one in export()[0]["occasions"][0]["meetings"]] == ["b"]
    assert not changes(bring(only))
    with listening() as heard:
        bring(both)
    assert heard == [(Changes(added={first.pk}), None)]
    back = Meeting.objects.get(slug="a")
    assert (back.uid, back.cancelled_at, back.sequence) == (first.uid, None, 2)


def test_a_file_is_an_edit_that_an_open_form_is_told_of():
    bring(with_meetings({"id": "m", "day": "2026-05-01"}))
    assert Occasion.objects.get().edit_version == 0
    bring(with_meetings({"id": "m", "day": "2026-05-01"}, note="Ny"))
    assert Occasion.objects.get().edit_version == 1
