from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.write_about_place import write_about_place
from progress.models import GroupMember, Registration
from progress.models.accounts import Person
from progress.models.links import join_path
from progress.models.offers import offer_of
from progress.rules.groups import may_leave


def leave_group(*, registration: Registration, person: Person, now: datetime | None = None) -> bool:
    """Takes somebody's own name out of a registered group; its number of people stays as it is.

    The person is told, with the group's times called off, and can come back by the group's link.
    Says whether the name was there: done twice, it changes nothing. Raises a Refusal where the
    group is no more, or over.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        group = Registration.objects.with_place().get(pk=registration.pk)
        member = GroupMember.objects.filter(registration=group, person=person).first()
        if member is None:
            return False
        refusal = may_leave(group.state, offer_of(group.pool), now=now)
        if refusal is not None:
            raise refusal
        _tell(group, member, now)
        member.delete()
    return True


def _tell(group: Registration, member: GroupMember, now: datetime) -> None:
    """Whoever registered the group keeps their own entries, and is not told of their name."""
    if member.person_id == group.person_id:
        return
    last = group.transitions.order_by("-pk").first()
    if last is None:
        raise ValueError("A registration has a history.")
    # A cancellation outranks what was sent. Nothing comes after it: who joins again is a new
    # member, with new entries.
    group.sequence += 1
    last.registration = group
    write_about_place(
        kind="group_left",
        transition=last,
        member=member,
        now=now,
        words={"path": join_path(group)},
    )
