"""Seven of ten towns are cancelled eight days before, and the seminar goes on."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from courses.actions.cancel_venue import cancel_venue
from courses.actions.set_occasion_state import set_occasion_state
from courses.models import Occasion, SeatPool, Venue
from courses.querysets import with_seats
from courses.reports.cards import read_cards
from courses.reports.schedule import read_schedule
from courses.rules.occasion_status import OccasionStatus
from tests.courses import cases
from tests.courses.test_course_page import body_rows, page_of

pytestmark = pytest.mark.django_db

SORRY = "Arrangørene beklager."
BEFORE_MIDNIGHT = datetime(2023, 4, 21, 21, 59, tzinfo=UTC)
MIDNIGHT = datetime(2023, 4, 21, 22, tzinfo=UTC)


@pytest.fixture
def seminar():
    """As it was before the nineteenth of April: ten towns, all of them open."""
    page = cases.hybrid_seminar()
    Venue.objects.update(cancelled_on=None, cancelled_note="")
    return page


def cancel_the_seven() -> None:
    for venue in Venue.objects.all():
        if venue.places and venue.places[0] in cases.CANCELLED_TOWNS:
            cancel_venue(venue=venue, on=date(2023, 4, 19), note=SORRY)


def test_acc_s4_1_three_towns_stay_open_and_seven_stand_cancelled(client, seminar, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2023, 4, 20, 10, tzinfo=UTC))
    before = page_of(client, seminar)
    assert "is-cancelled" not in before
    cancel_the_seven()
    html = page_of(client, seminar)
    open_rows = body_rows(html)
    for town in ("Førde", "Oslo", "Trondheim"):
        assert sum(town in row for row in open_rows) == 1
    cancelled = body_rows(html.split("</tbody>", 1)[1])
    assert len(cancelled) == 7
    for town, row in zip(cases.CANCELLED_TOWNS, cancelled, strict=True):
        assert town in row
        assert "19. april 2023" in row
        assert not any(town in row for row in open_rows)
    assert SORRY in html
    assert "fredag 21. april 2023" in html


def test_acc_s4_1_the_seminar_is_open_until_the_end_of_the_twenty_first(seminar):
    cancel_the_seven()
    for now, status in ((BEFORE_MIDNIGHT, OccasionStatus.OPEN), (MIDNIGHT, OccasionStatus.CLOSED)):
        (line,) = read_schedule(seminar.translation_key, now).occasions
        assert line.status == status
        assert (line.towns.free, line.towns.capacity) == (732, 910)


def test_why_an_occasion_is_cancelled_stands_on_its_page_while_it_is(client, seminar):
    SeatPool.objects.update(taken=0)
    occasion = Occasion.objects.get()
    set_occasion_state(occasion=occasion, state="postponed", note="Til høsten.")
    assert "Til høsten." in page_of(client, seminar)
    set_occasion_state(occasion=occasion, state="cancelled", note="Vi fikk ingen sal.")
    assert "Vi fikk ingen sal." in page_of(client, seminar)


def test_observers_are_among_the_seats_or_not_as_the_occasion_says(seminar):
    oslo = Venue.objects.get(slug="oslo")
    SeatPool.objects.create(venue=oslo, role="observer", capacity=40, taken=10)
    now = datetime(2023, 4, 20, tzinfo=UTC)

    def counted() -> tuple:
        (line,) = read_schedule(seminar.translation_key, now).occasions
        (card,) = read_cards([seminar.pk], now)
        row = with_seats(Occasion.objects.all()).get()
        assert line.towns.capacity == card.seats.capacity == row.seats
        assert line.towns.taken == card.seats.taken == row.seats_taken
        return row.seats, row.seats_taken

    with_them = counted()
    Occasion.objects.update(counts_observers=False)
    assert counted() == (with_them[0] - 40, with_them[1] - 10)
