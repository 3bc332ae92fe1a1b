"""The checks of the domain's facts that are about places, each doing the whole of what it says.

The others: S1-2 and S4-1 in tests/courses, S1-4 with the calendars, S1-6 and S4-7 with the desk,
S4-4 to S4-6 with the views of places.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from courses.actions.decide_venue import decide_venue
from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.reports.schedule import read_schedule
from progress.actions.cancel_venue import cancel_venue
from progress.actions.register import register
from progress.models import Message, OccasionStaff, Registration, Transition
from progress.models.links import link_of
from progress.reports.audit import audit
from progress.reports.participants import read_participants
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OSLO = ZoneInfo("Europe/Oslo")


def entry_in(message: Message) -> dict:
    [event] = Calendar.from_ical(message.calendar).walk("VEVENT")
    return event


def test_acc_s1_3_confirming_stjordal_tells_each_once_moves_the_entry_and_keeps_the_places(client):
    soon = datetime.now(UTC).date().replace(day=1, month=1, year=datetime.now(UTC).year + 1)
    occasion = make_occasion(ends_on=soon, begins_on=soon, title="Trøndelag")
    Meeting.objects.create(occasion=occasion, day=soon)
    pool = make_pool(occasion, 30, name="Trøndelag", places=["Trondheim", "Stjørdal"])
    people = [make_person(name) for name in ("Ane Berg", "Bo Dahl", "Cia Ek")]
    places = [register(person=person, pool=pool) for person in people]
    before = {message.registration_id: message for message in Message.objects.all()}
    history = Transition.objects.count()
    assert "Trondheim eller Stjørdal" in client.get(_page(occasion)).text

    decide_venue(venue=pool.venue, place="Stjørdal")

    told = Message.objects.filter(kind="place_decided")
    assert sorted(message.to for message in told) == sorted(person.email for person in people)
    for message in told:
        was, now = entry_in(before[message.registration_id]), entry_in(message)
        assert message.calendar_method == "REQUEST"
        assert now["UID"] == was["UID"]
        assert now["SEQUENCE"] > was["SEQUENCE"]
        assert "Stjørdal" in now["LOCATION"]
        assert "Trondheim" not in now["LOCATION"]
        assert "Stjørdal" in message.text
    page = client.get(_page(occasion)).text
    assert "Stjørdal" in page
    assert "Trondheim eller" not in page
    for place in places:
        place.refresh_from_db()
    assert {(place.state, place.pool_id) for place in places} == {("confirmed", pool.pk)}
    assert Transition.objects.count() == history
    decide_venue(venue=Venue.objects.get(), place="Stjørdal")
    assert Message.objects.filter(kind="place_decided").count() == 3
    assert list(audit()) == []


def _page(occasion: Occasion) -> str:
    return occasion.course.get_url() + "?language=nb"


def test_acc_s1_5_an_observer_is_one_choice_counted_apart_and_out_of_the_seats_by_setting(client):
    occasion = make_occasion(ends_on=None)
    seats, observers = make_pool(occasion, 20), make_pool(occasion, 5, role="observer")
    client.force_login(make_person("Ola Tilskuer"))
    client.post(reverse("progress:register", args=[occasion.pk]), {"pool": observers.pk})
    register(person=make_person("Kari Deltaker"), pool=seats)
    place = Registration.objects.get(person__name="Ola Tilskuer")
    assert (place.state, place.pool) == ("confirmed", observers)

    leader = make_person("Kurs Leder")
    OccasionStaff.objects.create(person=leader, occasion=occasion)
    assert read_participants(occasion).by_role == {"Participant": 1, "Observer": 1}

    def counted() -> tuple[int, int]:
        [line] = read_schedule(occasion.course.translation_key).occasions
        total = line.summary.towns
        return total.free, total.capacity

    assert counted() == (23, 25)
    Occasion.objects.update(counts_observers=False)
    assert counted() == (19, 20)


@pytest.fixture
def seminar():
    """S4 as it was on 19 April 2023: three towns go on, seven are cancelled, digital is for all."""
    course = make_course("dialogseminar", title="Nasjonalt dialogseminar")
    occasion = make_occasion(
        course,
        ends_on=None,
        closes_at=datetime(2023, 4, 21, 22, tzinfo=UTC),
    )
    start = datetime(2023, 4, 27, 10, tzinfo=OSLO)
    Meeting.objects.create(
        occasion=occasion, starts_at=start, ends_at=start.replace(hour=14, minute=30)
    )
    for town, seats in (("Førde", 150), ("Oslo", 460), ("Trondheim", 300)):
        make_pool(occasion, seats, name=town, places=[town])
    for town in ("Tromsø", "Bodø", "Hamar", "Kristiansand", "Ålesund", "Bergen", "Stavanger"):
        make_pool(occasion, 60, name=town, places=[town])
    make_pool(occasion, None, name="Digitalt", kind="online")
    return occasion


CANCELLED = ("Tromsø", "Bodø", "Hamar", "Kristiansand", "Ålesund", "Bergen", "Stavanger")
CALLED_OFF = datetime(2023, 4, 19, 14, tzinfo=OSLO)


def pool_of(town: str) -> SeatPool:
    return SeatPool.objects.with_offer().get(venue__name=town)


def test_acc_s4_2_each_at_a_cancelled_venue_gets_one_message_with_three_choices(
    seminar, client, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: CALLED_OFF)
    people = {town: make_person(f"Person {town}") for town in CANCELLED}
    for town, person in people.items():
        register(person=person, pool=pool_of(town), now=CALLED_OFF.replace(day=3))
    here = register(person=make_person("I Oslo"), pool=pool_of("Oslo"), now=CALLED_OFF)
    told = Message.objects.count()
    for town in CANCELLED:
        cancel_venue(venue=pool_of(town).venue, by=None, note="Beklager.", now=CALLED_OFF)

    mails = Message.objects.order_by("pk")[told:]
    assert sorted(mail.to for mail in mails) == sorted(one.email for one in people.values())
    for mail in mails:
        assert all(f"?do={do}" in mail.text for do in ("venue", "digital", "withdraw"))
    waiting = Registration.objects.to_choose()
    assert waiting.count() == 7
    here.refresh_from_db()
    assert here.state == "confirmed"

    def link(town: str) -> str:
        row = Registration.objects.get(person=people[town])
        return link_of(row.transitions.latest("pk")).path

    links = {town: link(town) for town in ("Bergen", "Hamar", "Bodø")}
    for town, address in links.items():
        assert client.get(address).status_code == 200, town
    assert waiting.count() == 7  # a scanner that opens the links has chosen nothing

    client.post(links["Bergen"], {"answer": "venue", "pool": pool_of("Trondheim").pk})
    client.post(links["Hamar"], {"answer": "digital", "pool": pool_of("Digitalt").pk})
    client.post(links["Bodø"], {"answer": "withdraw"})
    rows = {
        town: Registration.objects.with_place().get(person=people[town])
        for town in ("Bergen", "Hamar", "Bodø")
    }
    assert (rows["Bergen"].state, str(rows["Bergen"].pool.venue)) == ("confirmed", "Trondheim")
    assert (rows["Hamar"].state, str(rows["Hamar"].pool.venue)) == ("confirmed", "Digitalt")
    assert rows["Bodø"].state == "withdrawn"
    assert waiting.count() == 4

    organiser = make_person("Organ Isatør")
    OccasionStaff.objects.create(person=organiser, occasion=seminar)
    client.force_login(organiser)
    left = client.get(reverse("progress:participants", args=[seminar.pk]), {"view": "choosing"})
    assert left.text.count("needs_choice") or left.context is not None
    names = [row.name for row in left.context["rows"]]
    assert sorted(names) == sorted(f"Person {town}" for town in CANCELLED if town not in rows)
    client.post(links["Bodø"], {"answer": "digital", "pool": pool_of("Digitalt").pk})
    rows["Bodø"].refresh_from_db()
    assert rows["Bodø"].state == "withdrawn"  # a link is good once
    assert list(audit(now=CALLED_OFF)) == []


def test_acc_s4_3_the_counter_says_732_of_910_and_digital_takes_from_none(seminar):
    for town in CANCELLED:
        cancel_venue(venue=pool_of(town).venue, by=None, now=CALLED_OFF)
    day = CALLED_OFF.replace(day=20)
    for town, taken in (("Førde", 31), ("Oslo", 92), ("Trondheim", 55)):
        for number in range(taken):
            register(
                person=make_person(f"{town} {number}"), pool=pool_of(town), tell=False, now=day
            )

    def counted() -> tuple[int, int]:
        [line] = read_schedule(seminar.course.translation_key, day).occasions
        return line.towns.free, line.towns.capacity

    assert counted() == (732, 910)
    digital = register(person=make_person("Nett Ane"), pool=pool_of("Digitalt"), now=day)
    assert (digital.state, counted()) == ("confirmed", (732, 910))
    [line] = read_schedule(seminar.course.translation_key, day).occasions
    [online] = line.summary.without_limit
    assert online.total.state == "unlimited"
    assert list(audit(now=day)) == []
