from django.db import transaction
from django.utils import timezone

from progress.models import Membership, Organisation
from progress.models.accounts import Person


def join_organisation(*, person: Person, organisation: Organisation) -> Membership:
    """As a teacher, from today; nobody makes themself a manager.

    Twice is once. Who had left and comes back is a member from now on as before.
    """
    today = timezone.localdate()
    with transaction.atomic():
        membership, made = Membership.objects.get_or_create(
            person=person,
            organisation=organisation,
            role=Membership.Role.TEACHER,
            defaults={"valid_from": today},
        )
        if not made and membership.valid_to is not None and membership.valid_to <= today:
            membership.valid_to = None
            membership.save(update_fields=["valid_to"])
    return membership
