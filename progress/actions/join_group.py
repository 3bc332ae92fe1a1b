from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.write_about_place import write_about_place
from progress.models import GroupMember, Registration
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.groups import may_join


def join_group(
    *, registration: Registration, person: Person, now: datetime | None = None
) -> GroupMember:
    """Puts a name to one of a registered group's people; its number of people stays as it is.

    The person is told, with the group's times for their calendar. Done twice, it changes nothing.
    Raises a Refusal where the group is no more, or full of names.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        group = Registration.objects.with_place().get(pk=registration.pk)
        members = GroupMember.objects.filter(registration=group)
        member = members.filter(person=person).first()
        if member is not None:
            return member
        refusal = may_join(
            group.state,
            offer_of(group.pool),
            headcount=group.headcount,
            named=members.count(),
            now=now,
        )
        if refusal is not None:
            raise refusal
        member = GroupMember.objects.create(registration=group, person=person, joined_at=now)
        _tell(group, member, now)
        return member


def _tell(group: Registration, member: GroupMember, now: datetime) -> None:
    """Whoever registered the group has their own mail and entries, and gets no second."""
    if member.person_id == group.person_id:
        return
    last = group.transitions.order_by("-pk").first()
    if last is None:
        raise ValueError("A registration has a history.")
    last.registration = group
    write_about_place(kind="joined", transition=last, member=member, now=now)
