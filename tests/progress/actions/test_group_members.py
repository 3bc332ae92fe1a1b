"""Who added their name to a registered group is told what everybody else is told, each once."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.db import transaction
from django.urls import reverse

from courses.actions.announce_changes import announce_changes
from courses.actions.decide_venue import decide_venue
from courses.models import Meeting, Venue
from courses.rules.calendar import method_in, split_calendars
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.hand_over import hand_over
from progress.actions.join_group import join_group
from progress.actions.move_place import move_place
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.renew_calendar_key import renew_calendar_key
from progress.actions.withdraw import withdraw
from progress.actions.write_letter import write_letter
from progress.models import GroupMember, Message, Profile
from progress.reports.audit import audit
from progress.reports.audit_messages import messages_reach_who_they_are_about
from progress.reports.letters import preview_letter
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=40)


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


@pytest.fixture
def occasion():
    return make_occasion(begins_on=SOON.date(), ends_on=SOON.date(), state="open")


@pytest.fixture
def meeting(occasion):
    return Meeting.objects.create(
        occasion=occasion, starts_at=SOON, ends_at=SOON + timedelta(hours=4)
    )


@pytest.fixture
def pool(occasion, meeting):
    return make_pool(occasion, None, kind="group", name="Egen gruppe")


@pytest.fixture
def lea():
    return make_person("Lea Leder")


@pytest.fixture
def group(pool, lea):
    return register(person=lea, pool=pool, headcount=40, group_name="Sunnfjord")


@pytest.fixture
def member(group):
    return join_group(registration=group, person=make_person())


def told(kind: str) -> list[str]:
    found = Message.objects.filter(kind=kind).order_by("to")
    return [to.partition("@")[0] for to in found.values_list("to", flat=True)]


def entries(message: Message) -> list[tuple[str, str]]:
    """What it asks for, and of which entry."""
    return [
        (method_in(one), str(icalendar.Calendar.from_ical(one).events[0]["uid"]).split("@")[0])
        for one in split_calendars(message.calendar)
    ]


def uid(meeting, *ids) -> str:
    return "-".join(map(str, (meeting.uid, *ids)))


def move_time(occasion, meeting) -> None:
    later = SOON + timedelta(days=1)
    with announce_changes(occasion_id=occasion.pk):
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=later, ends_at=later + timedelta(hours=4)
        )


def test_who_joins_is_told_once_with_an_entry_of_their_own(group, meeting):
    ane = make_person()
    Profile.objects.create(person=ane, language="en")
    member = join_group(registration=group, person=ane)
    join_group(registration=group, person=ane)
    message = Message.objects.get(person=ane)
    assert (message.kind, message.registration) == ("joined", group)
    assert entries(message) == [("REQUEST", uid(meeting, group.pk, member.pk))]
    assert message.subject == "You take part with a group: Seminar"
    assert reverse("progress:group_place", args=[group.pk]) in message.text
    assert "/places/answer/" not in message.text + message.html


def test_whoever_registered_the_group_gets_no_second_mail_for_their_own_name(group, lea):
    join_group(registration=group, person=lea)
    assert told("joined") == []
    move_time(group.occasion, Meeting.objects.get())
    assert told("time_changed") == ["lea.leder"]


def test_a_new_time_renews_the_entry_of_each(occasion, meeting, group, member):
    before = Message.objects.get(kind="joined")
    move_time(occasion, meeting)
    assert told("time_changed") == ["ane.berg", "lea.leder"]
    after = Message.objects.get(kind="time_changed", person=member.person)
    assert entries(after) == entries(before) == [("REQUEST", uid(meeting, group.pk, member.pk))]
    old, new = (icalendar.Calendar.from_ical(one.calendar).events[0] for one in (before, after))
    assert new["sequence"] == old["sequence"] + 1
    assert new["dtstart"].dt == SOON + timedelta(days=1)


def test_a_meeting_called_off_is_called_off_in_their_calendars(occasion, meeting, group, member):
    with announce_changes(occasion_id=occasion.pk):
        Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=SOON)
    message = Message.objects.get(kind="called_off", person=member.person)
    assert entries(message) == [("CANCEL", uid(meeting, group.pk, member.pk))]


def test_a_place_that_is_decided_is_told(pool, group, member):
    Venue.objects.filter(pk=pool.venue.pk).update(kind="place", places=["Førde", "Florø"])
    decide_venue(venue=Venue.objects.get(pk=pool.venue.pk), place="Førde")
    assert told("place_decided") == ["ane.berg", "lea.leder"]


@pytest.mark.parametrize("put_off", [postpone_occasion, cancel_occasion])
def test_an_occasion_put_off_or_cancelled_is_told(occasion, meeting, group, member, put_off):
    put_off(occasion=occasion, by=None, note="The hall is flooded.")
    message = Message.objects.get(kind__in=("postponed", "cancelled"), person=member.person)
    assert entries(message) == [("CANCEL", uid(meeting, group.pk, member.pk))]
    assert "The hall is flooded." in message.text
    assert told(message.kind) == ["ane.berg", "lea.leder"]


def test_of_a_cancelled_venue_they_are_told_and_whoever_registered_chooses(
    occasion, meeting, group, member
):
    other = make_pool(occasion, None, kind="group", name="Hos naboen")
    cancel_venue(venue=group.pool.venue, by=None)
    assert told("needs_choice") == ["lea.leder"]
    message = Message.objects.get(kind="group_chooses")
    assert message.person == member.person
    assert entries(message) == [("CANCEL", uid(meeting, group.pk, member.pk))]
    assert "?do=" not in message.text + message.html
    move_place(registration=group, pool=other)
    moved = Message.objects.get(kind="moved", person=member.person)
    assert entries(moved) == [("REQUEST", uid(meeting, group.pk, member.pk))]
    assert "?do=" not in moved.text + moved.html


def test_a_group_that_withdraws_takes_its_people_along(meeting, group, member):
    withdraw(registration=group)
    message = Message.objects.get(kind="group_gone")
    assert (message.person, told("withdrawn")) == (member.person, ["lea.leder"])
    assert entries(message) == [("CANCEL", uid(meeting, group.pk, member.pk))]


def test_a_group_handed_over_keeps_its_people(meeting, group, member):
    bo = make_person("Bo Dahl")
    his = join_group(registration=group, person=bo)
    new = hand_over(registration=group, to=bo)
    carried = GroupMember.objects.get(registration=new)
    assert carried.person == member.person
    again = Message.objects.get(kind="joined", registration=new)
    assert entries(again) == [
        ("REQUEST", uid(meeting, new.pk, carried.pk)),
        ("CANCEL", uid(meeting, group.pk, member.pk)),
    ]
    registered = Message.objects.get(kind="registered", registration=new)
    assert entries(registered) == [
        ("REQUEST", uid(meeting, new.pk)),
        ("CANCEL", uid(meeting, group.pk, his.pk)),
    ]


def test_who_has_a_place_of_their_own_too_is_told_once_of_both(occasion, meeting, group, member):
    own = register(person=member.person, pool=make_pool(occasion, name="Oslo"))
    move_time(occasion, meeting)
    message = Message.objects.get(kind="time_changed", person=member.person)
    assert message.registration == own
    assert entries(message) == [
        ("REQUEST", uid(meeting, own.pk)),
        ("REQUEST", uid(meeting, group.pk, member.pk)),
    ]


def test_a_letter_reaches_each_once(occasion, group, member, lea):
    join_group(registration=group, person=lea)
    register(person=member.person, pool=make_pool(occasion, name="Oslo"))
    bo = join_group(registration=group, person=make_person("Bo Dahl"))
    said = {"subject": "Bring a recorder", "text": "And a pen."}
    everybody = said | {"venue": None, "role": "", "to": "seated"}
    looked = preview_letter(occasion=occasion, by=lea, language="en", said=everybody)
    write_letter(occasion=occasion, by=lea, **said)
    assert told("letter") == ["ane.berg", "bo.dahl", "lea.leder"]
    assert looked.people == 3
    letter = Message.objects.get(kind="letter", person=bo.person)
    assert reverse("progress:group_place", args=[group.pk]) in letter.text
    write_letter(occasion=occasion, by=lea, venue=group.pool.venue, **said)
    assert told("letter")[:2] == ["ane.berg", "ane.berg"]


def test_the_groups_times_are_in_ones_feed_and_on_ones_page(client, meeting, group, member):
    address = reverse("progress:calendar", args=[renew_calendar_key(person=member.person).key])
    (event,) = icalendar.Calendar.from_ical(client.get(address).content).events
    assert str(event["uid"]).startswith(uid(meeting, group.pk, member.pk) + "@")
    where = reverse("progress:group_place", args=[group.pk])
    assert event["url"].endswith(where)
    client.force_login(member.person)
    page = client.get("/my/").content.decode()
    assert where in page
    assert "Sunnfjord" in page
    assert reverse("progress:withdraw", args=[group.pk]) not in page
    assert "Lea Leder" not in client.get(where).content.decode()
    withdraw(registration=group)
    (event,) = icalendar.Calendar.from_ical(client.get(address).content).events
    assert event["status"] == "CANCELLED"
    assert "not registered any more" in client.get(where).content.decode()


def test_the_groups_page_is_for_its_people(client, group, member, lea):
    where = reverse("progress:group_place", args=[group.pk])
    assert client.get(where).url.startswith("/accounts/login/")
    for person, status in ((make_person("Bo Dahl"), 404), (lea, 404), (member.person, 200)):
        client.force_login(person)
        assert client.get(where).status_code == status
    assert client.post(where).status_code == 405
    assert client.get(reverse("progress:place", args=[group.pk])).status_code == 404


@pytest.mark.parametrize("wrong", ["nobody", "another", "its own person"])
def test_the_audit_knows_who_a_group_is(group, member, lea, wrong):
    message = Message.objects.get(kind="joined")
    with transaction.atomic():
        if wrong == "nobody":
            message.key = message.key.replace(f":member:{member.pk}:", ":member:0:")
        else:
            message.person = lea if wrong == "its own person" else make_person("Bo Dahl")
        message.save()
        found = list(messages_reach_who_they_are_about())
        transaction.set_rollback(True)
    assert [line.split()[1] for line in found][:1] == [str(message.pk)]


def test_telling_them_costs_the_same_for_one_and_for_thirty(
    occasion, meeting, group, member, django_assert_max_num_queries
):
    """Writing each mail costs what it costs; finding whom to write to is one query."""
    with django_assert_max_num_queries(100) as few:
        move_time(occasion, meeting)
    for number in range(29):
        join_group(registration=group, person=make_person(f"Person {number}"))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=SOON, ends_at=SOON + timedelta(hours=1))
    before = Message.objects.filter(kind="time_changed").count()
    with django_assert_max_num_queries(3000) as many:
        move_time(occasion, meeting)
    assert Message.objects.filter(kind="time_changed").count() == before + 31
    each = (len(many) - len(few)) / 29
    assert each <= 5  # the meetings there, an editor's own words, the message and its task
