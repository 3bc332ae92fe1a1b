from datetime import timedelta

import pytest

from progress.actions.call_off_letter import call_off_letter
from progress.actions.send_letter import send_letter
from progress.actions.send_letters import send_due_letters
from progress.actions.write_letter import write_letter
from progress.models import Letter, Message, Profile, Registration, Transition
from progress.reports.audit import audit
from progress.rules.letters import CannotCallOffLetter, CannotWriteLetter
from tests.progress.at_once import in_threads
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def seat(person, pool, state: str = "confirmed", **fields) -> Registration:
    registration = Registration.objects.create(
        person=person,
        pool=pool,
        occasion=pool.venue.occasion,
        state=state,
        created_at=NOW,
        **fields,
    )
    if state in ("confirmed", "offered"):
        pool.taken += 1
        pool.save()
    Transition.objects.create(registration=registration, to_state=state, pool=pool, at=NOW)
    return registration


@pytest.fixture
def occasion():
    return make_occasion()


@pytest.fixture
def oslo(occasion):
    return make_pool(occasion, name="Oslo")


@pytest.fixture
def bergen(occasion):
    return make_pool(occasion, name="Bergen")


@pytest.fixture
def liv():
    return make_person("Liv Sand")


def recipients(letter: Letter) -> list[str]:
    return list(letter.messages.order_by("to").values_list("to", flat=True))


def write(occasion, by, **fields) -> Letter:
    return write_letter(
        **{"occasion": occasion, "by": by, "subject": "Ta med", "text": "Ta med pipa.", "now": NOW}
        | fields
    )


def test_it_goes_at_once_to_those_with_a_place_at_the_venue(occasion, oslo, bergen, liv):
    ane, bo, cia = make_person("Ane"), make_person("Bo"), make_person("Cia")
    seat(ane, oslo)
    seat(bo, bergen)
    seat(cia, oslo, "queued")
    letter = write(occasion, liv, venue=oslo.venue)
    assert recipients(letter) == ["ane@example.org"]
    assert letter.sent_at == NOW
    assert recipients(write(occasion, liv)) == ["ane@example.org", "bo@example.org"]
    assert recipients(write(occasion, liv, to="waiting")) == ["cia@example.org"]
    assert list(audit()) == []


def test_it_goes_to_one_role(occasion, oslo, liv):
    watching = make_pool(occasion, role="observer", name="Oslo")
    seat(make_person("Ane"), oslo)
    seat(make_person("Bo"), watching)
    assert recipients(write(occasion, liv, role="observer")) == ["bo@example.org"]


def test_it_goes_to_those_who_have_to_choose(occasion, oslo, liv):
    seat(make_person("Ane"), oslo, "needs_choice")
    seat(make_person("Bo"), oslo)
    assert recipients(write(occasion, liv, to="needs_choice")) == ["ane@example.org"]


def test_who_still_waits_for_approval_is_not_on_the_waiting_list(occasion, oslo, liv):
    seat(make_person("Ane"), oslo, "queued", approve_by=LATER)
    assert recipients(write(occasion, liv, to="waiting")) == []


def test_a_person_with_several_registrations_gets_one(occasion, oslo, bergen, liv):
    ane = make_person("Ane")
    first = seat(ane, oslo, "queued")
    seat(ane, bergen, "queued")
    letter = write(occasion, liv, to="waiting")
    assert recipients(letter) == ["ane@example.org"]
    assert letter.messages.get().key == f"letter:{letter.pk}:{first.pk}"


def test_a_person_with_protected_identity_gets_it_by_themselves(occasion, oslo, liv):
    ylva = make_person("Ylva")
    Profile.objects.create(person=ylva, language="sv", is_protected=True)
    seat(ylva, oslo)
    seat(make_person("Ane"), oslo)
    assert recipients(write(occasion, liv)) == ["ane@example.org", "ylva@example.org"]


def test_it_stands_in_the_mail_as_text_with_its_addresses_as_links(occasion, oslo, liv):
    ane = make_person("Ane Berg")
    Profile.objects.create(person=ane, language="en")
    seat(ane, oslo)
    text = "Bring <b>a recorder</b> & a chair.\n\nSee https://example.org/map"
    message = write(occasion, liv, subject="Bring <this>\n", text=text).messages.get()
    assert message.subject == "Bring <this>"
    assert "Hello Ane,\n\nBring <b>a recorder</b> & a chair.\n\nSee https://" in message.text
    assert "<p>Bring &lt;b&gt;a recorder&lt;/b&gt; &amp; a chair.</p>" in message.html
    assert 'href="https://example.org/map"' in message.html
    assert f"/my/places/{message.registration_id}/" in message.text


def test_at_a_set_time_it_goes_to_those_who_have_a_place_then_and_once(occasion, oslo, liv):
    seat(make_person("Ane"), oslo)
    letter = write(occasion, liv, send_at=LATER)
    assert send_due_letters(now=LATER - timedelta(seconds=1)) == 0
    assert not Message.objects.exists()
    seat(make_person("Bo"), oslo)
    assert send_due_letters(now=LATER) == 2
    assert send_due_letters(now=LATER + timedelta(days=1)) == 0
    assert recipients(letter) == ["ane@example.org", "bo@example.org"]
    assert list(audit()) == []


def test_called_off_it_goes_to_nobody(occasion, oslo, liv):
    seat(make_person("Ane"), oslo)
    letter = write(occasion, liv, send_at=LATER)
    assert call_off_letter(letter=letter, by=liv, now=NOW).cancelled_at == NOW
    assert call_off_letter(letter=letter, by=liv, now=LATER).cancelled_at == NOW
    assert send_due_letters(now=LATER) == 0
    assert send_letter(letter=letter, now=LATER) == 0
    assert not Message.objects.exists()


def test_what_was_sent_cannot_be_called_off(occasion, oslo, liv):
    with pytest.raises(CannotCallOffLetter):
        call_off_letter(letter=write(occasion, liv), by=liv, now=NOW)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"subject": " "}, "subject"),
        ({"text": "\n"}, "text"),
        ({"send_at": NOW - timedelta(minutes=2)}, "send_at"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(occasion, liv, fields, code):
    with pytest.raises(CannotWriteLetter) as refused:
        write(occasion, liv, **fields)
    assert refused.value.code == code
    assert not Letter.objects.exists()


def test_a_venue_of_another_occasion_is_refused(occasion, liv):
    elsewhere = make_pool(make_occasion(make_course("another"))).venue
    with pytest.raises(CannotWriteLetter) as refused:
        write(occasion, liv, venue=elsewhere)
    assert refused.value.code == "venue"


def test_the_clock_of_who_pressed_the_button_may_be_a_minute_late(occasion, oslo, liv):
    assert write(occasion, liv, send_at=NOW - timedelta(seconds=50)).sent_at == NOW


def test_one_that_cannot_be_written_keeps_no_other_back(occasion, oslo, liv):
    seat(make_person("Ane"), oslo)
    bad, good = (write(occasion, liv, subject=one, send_at=LATER) for one in ("One", "Two"))
    key = f"letter:{bad.pk}:{Registration.objects.get().pk}"
    Message.objects.create(key=key, kind="set_password", person=liv, message_id="<1@example.org>")
    with pytest.raises(ExceptionGroup):
        send_due_letters(now=LATER)
    assert recipients(good) == ["ane@example.org"]
    bad.refresh_from_db()
    assert bad.sent_at is None


@pytest.mark.parametrize("number", [1, 30])
def test_each_recipient_costs_one_insert(
    occasion, oslo, liv, number, django_assert_max_num_queries
):
    for one in range(number):
        seat(make_person(f"Ane {one}"), make_pool(occasion, name=f"Venue {one}"))
    write(occasion, liv, send_at=LATER)
    with django_assert_max_num_queries(5 + number):
        assert send_due_letters(now=LATER) == number


@pytest.mark.django_db(transaction=True)
def test_several_at_once_send_it_once(occasion, oslo, liv):
    seat(make_person("Ane"), oslo)
    seat(make_person("Bo"), oslo)
    letter = write(occasion, liv, send_at=LATER)
    assert in_threads([lambda: send_due_letters(now=LATER)] * 4) == {"done": 4}
    assert recipients(letter) == ["ane@example.org", "bo@example.org"]
