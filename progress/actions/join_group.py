from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.models import GroupMember, Registration
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.groups import may_join


def join_group(
    *, registration: Registration, person: Person, now: datetime | None = None
) -> GroupMember:
    """Puts a name to one of a registered group's people; its number of people stays as it is.

    Done twice, it changes nothing. Raises a Refusal where the group is no more, or full of names.
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
        return GroupMember.objects.create(registration=group, person=person, joined_at=now)
