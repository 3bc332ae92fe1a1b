"""Every mail that somebody who is named in a registered group can get, and every way in which one
can be forged: the audit finds nothing in the first, and each of the second."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from courses.actions.announce_changes import announce_changes
from courses.actions.decide_venue import decide_venue
from courses.actions.touch_occasion import touch_occasion
from courses.models import Intake, Meeting, Occasion, Venue
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.decide_approval import decide_approval
from progress.actions.hand_over import hand_over
from progress.actions.join_group import join_group
from progress.actions.leave_group import leave_group
from progress.actions.move_place import move_place
from progress.actions.postpone_occasion import postpone_occasion
from progress.actions.register import register
from progress.actions.tell_of_leaving import tell_of_leaving
from progress.actions.withdraw import withdraw
from progress.actions.write_letter import write_letter
from progress.models import GroupMember, Message, Registration
from progress.reports.audit import audit
from progress.rules.mail_kinds import TO_MEMBERS
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db
SOON = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=40)
KINDS = {*TO_MEMBERS.values(), "joined", "group_left", "letter"}


def make_day(slug: str, **fields) -> Occasion:
    occasion = make_occasion(
        make_course(slug), begins_on=SOON.date(), ends_on=SOON.date(), state="open", **fields
    )
    Meeting.objects.create(occasion=occasion, starts_at=SOON, ends_at=SOON + timedelta(hours=4))
    return occasion


def make_group(occasion: Occasion, *names: str, venue: str = "Egen gruppe") -> Registration:
    """The first of the names registers it, and all of them add theirs."""
    people = [make_person(f"{name} {occasion.course.slug}") for name in names]
    pool = make_pool(occasion, None, kind="group", name=venue)
    group = register(person=people[0], pool=pool, headcount=9, group_name="Vi")
    for person in people:
        join_group(registration=group, person=person)
    return group


def change(occasion: Occasion, **values) -> None:
    with announce_changes(occasion_id=occasion.pk):
        Meeting.objects.filter(occasion=occasion).update(**values)


@pytest.fixture
def everything() -> None:
    changed = make_day("changed")
    group = make_group(changed, "Lea", "Ane", "Bo")
    change(changed, starts_at=None, ends_at=None, when="2099-04")
    change(changed, when="", day=SOON.date() + timedelta(days=1))
    Venue.objects.filter(pk=group.pool.venue_id).update(kind="place", places=["Førde", "Florø"])
    decide_venue(venue=Venue.objects.get(pk=group.pool.venue_id), place="Førde")
    Venue.objects.filter(pk=group.pool.venue_id).update(kind="group", places=[])
    write_letter(occasion=changed, by=group.person, subject="Bring a recorder", text="And a pen.")
    leave_group(registration=group, person=GroupMember.objects.latest("pk").person)
    change(changed, cancelled_at=SOON)
    with transaction.atomic():
        touch_occasion(occasion_id=changed.pk)
        tell_of_leaving(occasion=changed)
        touch_occasion(occasion_id=changed.pk)
        tell_of_leaving(occasion=changed, back=True)
    postpone_occasion(occasion=changed, by=None)

    called_off = make_day("called-off")
    group = make_group(called_off, "Lea", "Ane")
    other = make_pool(called_off, None, kind="group", name="Hos naboen")
    cancel_venue(venue=group.pool.venue, by=None)
    move_place(registration=group, pool=other)
    cancel_occasion(occasion=called_off, by=None)

    handed = make_day("handed-over")
    group = hand_over(registration=make_group(handed, "Lea", "Ane"), to=make_person("Cia Ek"))
    withdraw(registration=group)

    asked = make_day("asked", intake=Intake.APPROVAL)
    for yes, venue in ((True, "Egen gruppe"), (False, "Hos naboen")):
        group = make_group(asked, f"Lea {yes}", f"Ane {yes}", venue=venue)
        decide_approval(registration=group, yes=yes, by=None)


def to_members() -> Iterator[Message]:
    return Message.objects.filter(key__contains=":member:").order_by("pk")


def test_the_audit_finds_nothing_in_all_that_members_are_told(everything):
    assert set(to_members().values_list("kind", flat=True)) == KINDS
    said = StringIO()
    call_command("audit", stdout=said)
    assert "invariants hold" in said.getvalue()


def _of_no_member(message: Message) -> None:
    before, _colon, after = message.key.partition(":member:")
    message.key = f"{before}:member:0:{after.partition(':')[2]}"


def _of_another_member(message: Message) -> None:
    others = GroupMember.objects.exclude(person=message.person).values_list("pk", flat=True)
    before, _colon, after = message.key.partition(":member:")
    message.key = f"{before}:member:{others[0]}:{after.partition(':')[2]}"


def _of_nobody(message: Message) -> None:
    """As if it were the mail to whoever registered the group."""
    before, _colon, after = message.key.partition(":member:")
    message.key = f"{before}:forged:{after.partition(':')[2]}"


def _to_another(message: Message) -> None:
    message.person = make_person("Someone Else")


def _of_another_registration(message: Message) -> None:
    message.registration = Registration.objects.exclude(pk=message.registration_id).first()


FORGED = [_of_no_member, _of_another_member, _of_nobody, _to_another, _of_another_registration]


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__.strip("_"))
def test_each_mail_to_a_member_that_is_forged_is_found(everything, forge):
    missed = []
    for kind in sorted(KINDS):
        with transaction.atomic():
            message = to_members().filter(kind=kind).first()
            forge(message)
            message.save()
            if not list(audit()):
                missed.append(kind)
            transaction.set_rollback(True)
    assert missed == []
    assert list(audit()) == []


def test_the_command_says_which_and_ends_with_one(everything):
    message = to_members().filter(kind="joined").first()
    _of_no_member(message)
    message.save()
    said = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("audit", stdout=said)
    assert caught.value.returncode == 1
    assert f"message {message.pk} went to nobody of the group" in said.getvalue()
