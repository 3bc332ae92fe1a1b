"""How a place ended, in words for its own person: by what the actions wrote, in their language."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from progress.actions.accept_offer import accept_offer
from progress.actions.hand_over import hand_over
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Registration
from progress.reports.place_history import history
from progress.reports.place_words import how_it_ended
from progress.rules.reasons import HANDED_TO_COLLEAGUE, HAS_SEAT_HERE, REASONS, parted, with_more
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def pool():
    return make_pool(make_occasion(begins_on=SOON, ends_on=SOON, state="open"), 1)


@pytest.fixture
def ane(pool):
    return register(person=make_person(), pool=pool)


def ended(place: Registration) -> tuple[str, str]:
    place.refresh_from_db()
    return how_it_ended(place)


def test_what_goes_on_has_not_ended(ane):
    assert ended(ane) == ("", "")


def test_handed_to_a_colleague(ane):
    hand_over(registration=ane, to=make_person("Bo Dahl"))
    assert ended(ane)[0] == "You handed your place over"
    assert parted(ane.transitions.last().why) == (HANDED_TO_COLLEAGUE, "")


def test_by_a_seat_handed_to_one_who_waited(ane, pool):
    bo = make_person("Bo Dahl")
    waits = register(person=bo, pool=pool, wait=True)
    hand_over(registration=ane, to=bo)
    assert ended(waits)[0] == "You have another place instead"


def test_by_an_offer_taken_elsewhere(ane, pool):
    """The reason names the seats after a colon, whatever they are called."""
    other = make_pool(pool.venue.occasion, 1, name="Førde: the hall")
    held = register(person=make_person("Bo Dahl"), pool=other)
    waits = register(person=ane.person, pool=other, wait=True)
    withdraw(registration=held)
    accept_offer(registration=Registration.objects.get(pk=waits.pk))
    assert ended(ane)[0] == "You have another place instead"
    assert parted(ane.transitions.last().why)[0] == HAS_SEAT_HERE


def test_withdrawn_by_oneself_and_by_somebody_else(ane, pool):
    withdraw(registration=ane)
    assert ended(ane)[0] == "You have withdrawn"
    bo = register(person=make_person("Bo Dahl"), pool=pool)
    withdraw(registration=bo, by=ane.person, why="handed to me")
    assert ended(bo)[0] == "Your place was withdrawn"


def test_what_somebody_wrote_is_read_as_their_own_words():
    assert parted("Ill: the flu") == ("", "Ill: the flu")
    assert parted(with_more(HAS_SEAT_HERE, "Oslo: hall")) == (HAS_SEAT_HERE, "Oslo: hall")
    for reason in REASONS:
        assert parted(with_more(reason, "")) == (reason, "")


@pytest.mark.parametrize("language", ["sv", "nb", "nn"])
def test_it_is_read_in_the_readers_language(ane, language):
    hand_over(registration=ane, to=make_person("Bo Dahl"))
    with translation.override(language):
        assert ended(ane)[0] not in ("", "You handed your place over")
        place = Registration.objects.with_place().select_related("occasion").get(pk=ane.pk)
        assert history(place)[-1].why not in ("", HANDED_TO_COLLEAGUE)
