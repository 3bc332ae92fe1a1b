"""What is postponed: its old days hold no more, and everybody is told once of the new ones."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from courses.actions.announce_changes import announce_changes
from courses.actions.set_occasion_state import set_occasion_state
from courses.models import Meeting, Occasion
from courses.rules.calendar import split_calendars
from progress.actions.cancel_venue import cancel_venue
from progress.actions.delete_needs import delete_needs
from progress.actions.move_place import move_place
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, ParticipantAnswer, Registration
from progress.reports.desks import desks
from progress.reports.my_page import read_my_page
from progress.rules.offers import Refusal
from tests.progress.desk import answer, make_desk, make_organiser, soon
from tests.progress.offers import make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def desk():
    desk = make_desk()
    Meeting.objects.create(occasion=desk.occasion, day=soon())
    desk.ane = register(person=make_person(), pool=desk.oslo)
    return desk


def put_off(desk) -> None:
    postpone_occasion(occasion=desk.occasion, by=desk.eva, note="In autumn.")


def set_day(desk, day: date) -> None:
    with announce_changes(occasion_id=desk.occasion.pk):
        Meeting.objects.filter(occasion=desk.occasion).update(day=day)
        Occasion.objects.filter(pk=desk.occasion.pk).update(begins_on=day, ends_on=day)


def take_up(desk, state: str = "open") -> None:
    set_occasion_state(occasion=desk.occasion, state=state, by=desk.eva)


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def entries(message: Message) -> list[dict]:
    return [
        event
        for one in split_calendars(message.calendar)
        for event in Calendar.from_ical(one).walk("VEVENT")
    ]


@pytest.mark.parametrize("state", ["open", "announced"])
def test_the_new_day_is_told_once_when_it_is_taken_up_again(desk, state):
    put_off(desk)
    set_day(desk, soon(60))
    assert kinds() == ["registered", "postponed"]
    take_up(desk, state)
    assert kinds() == ["registered", "postponed", "time_changed"]
    message = Message.objects.get(kind="time_changed")
    [before] = entries(Message.objects.get(kind="postponed"))
    [after] = entries(message)
    assert (message.calendar_method, after["STATUS"]) == ("REQUEST", "CONFIRMED")
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], soon(60))
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_who_waits_is_told_too_and_who_gave_it_up_is_not(desk):
    full = make_pool(desk.occasion, 1, name="Bergen")
    register(person=make_person("Bo Dahl"), pool=full)
    register(person=make_person("Cia Ek"), pool=full, wait=True)
    put_off(desk)
    withdraw(registration=desk.ane)
    take_up(desk)
    told = Message.objects.filter(kind="time_changed").order_by("pk")
    assert [one.person.name for one in told] == ["Bo Dahl", "Cia Ek"]


def test_nobody_is_invited_to_what_is_postponed(desk):
    bergen = make_pool(desk.occasion, name="Bergen")
    accepted = register(person=make_person("Bo Dahl"), pool=bergen)
    put_off(desk)
    withdraw(registration=accepted)
    with pytest.raises(Refusal):
        move_place(registration=desk.ane, pool=bergen)
    assert not any(
        entry["STATUS"] == "CANCELLED"
        for message in Message.objects.filter(calendar_method="REQUEST")
        for entry in entries(message)
    )


def test_closed_and_opened_again_nobody_is_told(desk):
    for state in ("closed", "open", "announced", "open"):
        take_up(desk, state)
    assert kinds() == ["registered"]


def test_once_its_old_day_is_over_it_is_still_to_come(desk):
    answer(desk.ane, "nuts")
    put_off(desk)
    past = timezone.localdate() - timedelta(days=40)
    Meeting.objects.update(day=past)
    Occasion.objects.update(begins_on=past, ends_on=past)
    assert delete_needs(now=timezone.now()) == 0
    assert ParticipantAnswer.objects.exists()
    mine = read_my_page(person_id=desk.ane.person_id, language="en", today=timezone.localdate())
    assert [place.registration.pk for place in mine.coming_up] == [desk.ane.pk]
    [ahead] = desks(desk.liv, timezone.localdate(), every=False, past=False, search="")
    assert ahead == desk.occasion
    assert not desks(desk.liv, timezone.localdate(), every=False, past=True, search="")
    set_day(desk, soon(60))
    take_up(desk)
    assert kinds()[-1] == "time_changed"
    withdraw(registration=desk.ane)
    assert Registration.objects.get().state == "withdrawn"


def test_a_place_can_be_given_back_though_the_old_day_is_over(desk):
    put_off(desk)
    Occasion.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    withdraw(registration=desk.ane)
    assert Registration.objects.get().state == "withdrawn"


def test_a_town_decided_meanwhile_is_told_with_the_new_day(client, desk):
    client.force_login(make_organiser("Ola Vik"))
    put_off(desk)
    door = desk.address("decide_venue", desk.oslo.venue_id)
    page = client.get(door)
    assert page.context["told"] == 0
    assert "Nobody is told of it now." in page.content.decode()
    version = Occasion.objects.get().edit_version
    client.post(door, {"edit_version": version, "place": "other", "other": "Moss"})
    assert kinds() == ["registered", "postponed"]
    take_up(desk)
    assert "Moss" in Message.objects.get(kind="time_changed").text


def test_a_venue_is_not_cancelled_once_it_is_over(client, desk):
    """Nobody could choose another."""
    client.force_login(desk.eva)
    door = desk.address("cancel_venue", desk.oslo.venue_id)
    past = timezone.localdate() - timedelta(days=2)
    Occasion.objects.update(begins_on=past, ends_on=past)
    for said in (None, {"edit_version": 0, "move_to": "ask", "sure": 1}):
        answered = client.post(door, said, follow=True) if said else client.get(door, follow=True)
        assert "This is over." in answered.content.decode()
        assert door not in answered.content.decode()
    with pytest.raises(Refusal, match="over"):
        cancel_venue(venue=desk.oslo.venue, by=desk.eva)
    assert Registration.objects.get().state == "confirmed"


def test_no_page_and_no_mail_tells_of_the_old_day_as_if_it_held(client, desk):
    year = str(soon().year)
    client.force_login(desk.ane.person)
    pages = ("/my/", f"/my/places/{desk.ane.pk}/")
    assert all(year in client.get(page).content.decode() for page in pages)
    put_off(desk)
    message = Message.objects.get(kind="postponed")
    for words in (message.text, message.html):
        assert year not in words
        assert "The time is not decided yet." in words
    my, place = (client.get(page).content.decode() for page in pages)
    assert "Date to be decided" in my
    assert "Postponed" in my
    assert "The time is not decided yet." in place
