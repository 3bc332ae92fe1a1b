"""Somebody takes their own name out of a registered group, is told once, and can come back."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from courses.models import Meeting, Occasion
from courses.rules.calendar import method_in
from progress.actions.cancel_venue import cancel_venue
from progress.actions.hand_over import hand_over
from progress.actions.join_group import join_group
from progress.actions.leave_group import leave_group
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import GroupMember, Message, Registration
from progress.models.links import join_path
from progress.reports.audit import audit
from progress.rules.offers import Refusal
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]
SOON = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=40)


@pytest.fixture
def occasion():
    occasion = make_occasion(begins_on=SOON.date(), ends_on=SOON.date(), state="open")
    Meeting.objects.create(occasion=occasion, starts_at=SOON, ends_at=SOON + timedelta(hours=4))
    return occasion


@pytest.fixture
def group(occasion):
    pool = make_pool(
        occasion, 12, kind="group", name="Egen gruppe", join_url="https://meet.example.org/secret"
    )
    lea = make_person("Lea Leder")
    return register(person=lea, pool=pool, headcount=5, group_name="Sunnfjord")


@pytest.fixture
def ane(group):
    return join_group(registration=group, person=make_person()).person


def event(message: Message) -> icalendar.Event:
    (found,) = icalendar.Calendar.from_ical(message.calendar).events
    return found


def test_the_name_is_gone_and_the_group_is_as_many_as_before(group, ane):
    transitions = group.transitions.count()
    assert leave_group(registration=group, person=ane)
    assert not GroupMember.objects.exists()
    after = Registration.objects.get()
    after.pool.refresh_from_db()
    assert (after.headcount, after.state, after.pool.taken) == (5, "confirmed", 5)
    assert (after.sequence, after.transitions.count()) == (group.sequence, transitions)


def test_it_is_told_once_and_calls_off_what_stands_in_the_calendar(group, ane):
    was = event(Message.objects.get(kind="joined"))
    leave_group(registration=group, person=ane)
    assert not leave_group(registration=group, person=ane)
    message = Message.objects.get(kind="group_left")
    gone = event(message)
    assert (message.person, message.calendar_method) == (ane, "CANCEL")
    assert method_in(message.calendar) == "CANCEL"
    assert (gone["uid"], gone["status"]) == (was["uid"], "CANCELLED")
    assert gone["sequence"] == was["sequence"] + 1
    assert gone["dtstart"].dt == was["dtstart"].dt
    assert join_path(group).partition(":")[0] in message.text
    assert "meet.example.org" not in message.text + message.html + message.calendar
    assert "/my/groups/" not in message.text + message.html


def test_who_comes_back_is_a_new_name_with_new_entries(group, ane):
    was = event(Message.objects.get(kind="joined"))
    for _time in range(2):
        leave_group(registration=group, person=ane)
        join_group(registration=group, person=ane)
    kinds = Message.objects.filter(person=ane).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["joined", "group_left", "joined", "group_left", "joined"]
    again = Message.objects.filter(kind="joined").latest("pk")
    assert again.calendar_method == "REQUEST"
    assert event(again)["uid"] != was["uid"]


def test_who_left_is_told_of_nothing_more(group, ane):
    bo = join_group(registration=group, person=make_person("Bo Dahl")).person
    leave_group(registration=group, person=ane)
    postpone_occasion(occasion=group.occasion, by=None)
    told = Message.objects.filter(kind="postponed").order_by("to").values_list("person", flat=True)
    assert list(told) == [bo.pk, group.person_id]


def test_the_seat_of_a_name_is_free_for_another_name(occasion, ane, group):
    Registration.objects.update(headcount=1)
    type(group.pool).objects.update(taken=1)
    with pytest.raises(Refusal) as full:
        join_group(registration=group, person=make_person("Bo Dahl"))
    assert full.value.code == "group_is_full"
    leave_group(registration=group, person=ane)
    assert join_group(registration=group, person=make_person("Cia Ek")).pk


def test_whoever_registered_the_group_keeps_their_entries_and_gets_no_mail(group):
    join_group(registration=group, person=group.person)
    before = Message.objects.count()
    assert leave_group(registration=group, person=group.person)
    assert Message.objects.count() == before
    assert not GroupMember.objects.exists()


def test_a_group_that_is_no_more_keeps_its_names(group, ane):
    withdraw(registration=group)
    with pytest.raises(Refusal) as refused:
        leave_group(registration=group, person=ane)
    assert refused.value.code == "no_group"
    assert GroupMember.objects.get().person == ane


def test_of_what_is_over_who_was_named_stays_named(group, ane):
    past = (SOON - timedelta(days=60)).date()
    Occasion.objects.update(begins_on=past, ends_on=past)
    with pytest.raises(Refusal) as refused:
        leave_group(registration=group, person=ane)
    assert refused.value.code == "past"
    assert GroupMember.objects.get().person == ane


def test_while_the_group_chooses_anew_a_name_can_go(occasion, group, ane):
    make_pool(occasion, None, kind="group", name="Hos naboen")
    cancel_venue(venue=group.pool.venue, by=None)
    assert leave_group(registration=group, person=ane)
    assert event(Message.objects.get(kind="group_left"))["status"] == "CANCELLED"


def test_a_group_handed_over_goes_without_who_had_left(group, ane):
    leave_group(registration=group, person=ane)
    new = hand_over(registration=group, to=make_person("Bo Dahl"))
    assert not new.group_members.exists()
    join_group(registration=new, person=ane)
    assert new.group_members.get().person == ane


@pytest.mark.parametrize("forged", ["another's", "no one's", "of another group", "still there"])
def test_the_audit_knows_who_left(occasion, group, ane, forged):
    member = GroupMember.objects.get()
    bo = join_group(registration=group, person=make_person("Bo Dahl"))
    leave_group(registration=group, person=ane)
    assert list(audit()) == []
    joined, left = Message.objects.filter(person=ane).order_by("pk")
    kept = [(one, one.key, one.person_id, one.registration_id) for one in (joined, left)]
    if forged == "another's":
        joined.person = bo.person
    elif forged == "no one's":
        joined.key = joined.key.replace(f":member:{member.pk}:", ":member:0:")
    elif forged == "of another group":
        pool = make_pool(occasion, None, kind="group", name="Hos naboen")
        other = register(person=make_person("Cia Ek"), pool=pool, headcount=2, group_name="Vi")
        left.registration = other
        left.key = left.key.replace(f":{group.pk}:", f":{other.pk}:", 1)
    else:
        left.key = left.key.replace(f":member:{member.pk}:", f":member:{bo.pk}:")
        left.person = bo.person
    joined.save()
    left.save()
    found = list(audit())
    assert {str(joined.pk), str(left.pk)} & {line.split()[2] for line in found}
    for one, key, person, registration in kept:
        Message.objects.filter(pk=one.pk).update(key=key, person=person, registration=registration)
