"""A town is decided, a venue or an occasion is called off."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry

from courses.actions.cancel_venue import cancel_venue
from courses.actions.decide_venue import decide_venue
from courses.actions.set_occasion_state import set_occasion_state
from courses.models import Meeting, Occasion, SeatPool
from courses.rules.changes import Changes
from courses.rules.deciding import DecisionError
from courses.rules.occasion_states import StateError
from tests.courses import cases
from tests.courses.announced import listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion():
    return Occasion.objects.create(course=cases.course("dag", "Dag"), slug="dag")


@pytest.fixture
def venue(occasion):
    return cases.venue(occasion, "to", 10, 4, places=["Trondheim", "Stjørdal"])


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor@example.org", name="Editor")


def test_one_of_the_towns_becomes_the_only_one_and_is_announced_once(occasion, venue, editor):
    with listening() as heard:
        decide_venue(venue=venue, place=" Stjørdal ", address="Kimen", by=editor)
    assert heard == [(Changes(venues={venue.pk}, decided={venue.pk}), editor)]
    venue.refresh_from_db()
    occasion.refresh_from_db()
    assert (venue.places, venue.address, venue.sequence) == (["Stjørdal"], "Kimen", 1)
    assert (SeatPool.objects.get().taken, occasion.edit_version) == (4, 1)


def test_another_town_than_the_alternatives_may_be_decided(venue):
    assert decide_venue(venue=venue, place="Levanger").places == ["Levanger"]


def test_deciding_the_same_twice_says_it_once(occasion, venue):
    decide_venue(venue=venue, place="Stjørdal")
    with listening() as heard:
        assert decide_venue(venue=venue, place="Stjørdal").sequence == 1
    occasion.refresh_from_db()
    assert (heard, occasion.edit_version) == ([], 1)


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        ({"kind": "online", "places": []}, "Oslo", "no_place"),
        ({"cancelled_on": date(2023, 4, 19)}, "Oslo", "cancelled"),
        ({"places": ["Bergen"]}, "Oslo", "decided"),
        ({}, "  ", "empty"),
    ],
)
def test_what_cannot_be_decided_is_said_and_changes_nothing(venue, fields, place, code):
    type(venue).objects.filter(pk=venue.pk).update(**fields)
    with listening() as heard, pytest.raises(DecisionError) as error:
        decide_venue(venue=venue, place=place)
    assert (error.value.code, heard) == (code, [])
    venue.refresh_from_db()
    assert venue.sequence == 0


def test_a_venue_is_cancelled_once_and_by_no_signal(occasion, venue, editor):
    with listening() as heard:
        cancel_venue(venue=venue, on=date(2023, 4, 19), note="Vi beklager.", by=editor)
        cancel_venue(venue=venue, on=date(2023, 4, 20), note="Igjen", by=editor)
    venue.refresh_from_db()
    occasion.refresh_from_db()
    assert (venue.cancelled_on, venue.cancelled_note) == (date(2023, 4, 19), "Vi beklager.")
    assert (venue.sequence, occasion.edit_version, heard) == (1, 1, [])


def test_a_postponement_has_words_that_go_with_it(occasion, editor):
    meeting = Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27))
    set_occasion_state(occasion=occasion, state="postponed", note="Storm.", by=editor)
    meeting.refresh_from_db()
    assert (occasion.state_note, occasion.edit_version, meeting.sequence) == ("Storm.", 1, 1)
    set_occasion_state(occasion=occasion, state="open", by=editor)
    meeting.refresh_from_db()
    assert (occasion.state_note, occasion.edit_version, meeting.sequence) == ("", 2, 2)


def test_an_occasion_with_seats_taken_is_not_cancelled(occasion, venue):
    with pytest.raises(StateError):
        set_occasion_state(occasion=occasion, state="cancelled", note="Storm.")
    occasion.refresh_from_db()
    assert (occasion.state, occasion.state_note, occasion.edit_version) == ("open", "", 0)


def test_who_did_it_stands_in_the_history(occasion, editor):
    set_occasion_state(occasion=occasion, state="closed", by=editor)
    entry = ModelLogEntry.objects.get(action="vidare.occasion_state")
    assert (entry.user, entry.data) == (editor, {"state": "closed"})
