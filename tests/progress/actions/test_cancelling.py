"""A venue, or all of it, is called off: everybody is told once, and nobody is lost."""

from datetime import date

import pytest

from courses.models import Meeting, Occasion
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Registration
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def occasion():
    occasion = make_occasion()
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27))
    return occasion


@pytest.fixture
def bergen(occasion):
    """Three seats, all taken in the order of the names; Dag waits."""
    pool = make_pool(occasion, 3, name="Bergen")
    for name in ("Ane Berg", "Bo Dahl", "Cia Ek", "Dag Fos"):
        register(person=make_person(name), pool=pool, wait=True, now=NOW)
    return pool


def states() -> dict[str, str]:
    rows = Registration.objects.order_by("pk").values_list("person__name", "state")
    return {name.split()[0]: state for name, state in rows}


def kinds_since(number: int) -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True)[number:])


def test_everybody_at_a_cancelled_venue_chooses_and_who_waited_is_told(occasion, bergen):
    make_pool(occasion, 10)
    told = Message.objects.count()
    done = cancel_venue(venue=bergen.venue, by=None, note="Too few.", now=NOW)
    bergen.refresh_from_db()
    assert (done.choosing, done.waiting, bergen.taken) == (3, 1, 0)
    assert states() == {
        "Ane": "needs_choice", "Bo": "needs_choice", "Cia": "needs_choice", "Dag": "cancelled",
    }  # fmt: skip
    assert sorted(kinds_since(told)) == ["cancelled", *["needs_choice"] * 3]
    mail = Message.objects.filter(kind="needs_choice").first()
    assert mail.calendar_method == "CANCEL"
    assert "Too few." in mail.text
    assert all(f"?do={do}" in mail.text for do in ("venue", "digital", "withdraw"))


def test_the_dry_run_says_the_numbers_and_changes_nothing(occasion, bergen):
    oslo = make_pool(occasion, 2)
    before = (states(), Message.objects.count())
    plan = cancel_venue(venue=bergen.venue, by=None, move_to=oslo.venue, dry_run=True, now=NOW)
    assert (plan.moved, plan.choosing, plan.waiting) == (2, 1, 1)
    assert (states(), Message.objects.count()) == before
    bergen.venue.refresh_from_db()
    assert bergen.venue.cancelled_on is None


def test_all_are_moved_in_their_order_as_far_as_seats_go(occasion, bergen):
    oslo = make_pool(occasion, 2)
    cancel_venue(venue=bergen.venue, by=None, move_to=oslo.venue, now=NOW)
    oslo.refresh_from_db()
    assert oslo.taken == 2
    assert states() == {
        "Ane": "confirmed", "Bo": "confirmed", "Cia": "needs_choice", "Dag": "cancelled",
    }  # fmt: skip


def test_cancelled_twice_everybody_is_told_once(occasion, bergen):
    cancel_venue(venue=bergen.venue, by=None, now=NOW)
    told = Message.objects.count()
    cancel_venue(venue=bergen.venue, by=None, now=NOW)
    assert Message.objects.count() == told


def test_who_has_to_choose_registers_elsewhere_by_the_same_row(occasion, bergen):
    digital = make_pool(occasion, None, name="Nett", kind="online")
    cancel_venue(venue=bergen.venue, by=None, now=NOW)
    ane = Registration.objects.get(person__name="Ane Berg")
    again = register(person=ane.person, pool=digital, now=NOW)
    assert (again.pk, again.state, again.pool) == (ane.pk, "confirmed", digital)
    withdraw(registration=Registration.objects.get(person__name="Bo Dahl"), now=NOW)
    assert states()["Bo"] == "withdrawn"


def test_who_has_to_choose_and_finds_it_full_waits_there(occasion, bergen):
    oslo = make_pool(occasion, 0)
    cancel_venue(venue=bergen.venue, by=None, now=NOW)
    ane = Registration.objects.get(person__name="Ane Berg")
    assert register(person=ane.person, pool=oslo, wait=True, now=NOW).state == "queued"
    assert Registration.objects.get(person__name="Ane Berg").pool == oslo


def test_an_occasion_is_cancelled_and_each_is_told_once(occasion, bergen):
    digital = make_pool(occasion, None, name="Nett", kind="online")
    dag = Registration.objects.get(person__name="Dag Fos").person
    register(person=dag, pool=digital, now=NOW)
    told = Message.objects.count()
    assert cancel_occasion(occasion=occasion, by=None, note="Storm.", now=NOW) == 5
    assert kinds_since(told) == ["cancelled"] * 4
    assert set(states().values()) == {"cancelled"}
    assert Occasion.objects.get().state == "cancelled"
    assert all("Storm." in one.text for one in Message.objects.filter(kind="cancelled"))
    assert Message.objects.filter(kind="cancelled", calendar_method="CANCEL").count() == 4


def test_a_postponed_occasion_keeps_its_people_and_calls_off_their_calendars(occasion, bergen):
    assert postpone_occasion(occasion=occasion, by=None, note="In autumn.", now=NOW) == 4
    assert list(states().values()) == ["confirmed", "confirmed", "confirmed", "queued"]
    mails = Message.objects.filter(kind="postponed").order_by("pk")
    assert [one.calendar_method for one in mails] == ["CANCEL"] * 3 + [""]


def test_the_note_has_its_paragraphs_and_links_in_the_mail_and_no_marks_of_its_own(
    occasion, bergen
):
    note = "Too few <b>came</b>.\n\nSee https://example.org/more & write."
    cancel_venue(venue=bergen.venue, by=None, note=note, now=NOW)
    for kind in ("needs_choice", "cancelled"):
        html = Message.objects.filter(kind=kind).first().html
        assert "<p>Too few &lt;b&gt;came&lt;/b&gt;.</p>" in html
        assert 'href="https://example.org/more"' in html
        assert "&amp; write.</p>" in html
