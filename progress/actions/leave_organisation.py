from django.db import transaction
from django.utils import timezone

from progress.models import Membership


def leave_organisation(*, membership: Membership) -> None:
    """Today is the first day without it. One that began today has never been."""
    today = timezone.localdate()
    with transaction.atomic():
        if membership.valid_from is not None and membership.valid_from >= today:
            membership.delete()
        elif membership.valid_to is None or membership.valid_to > today:
            membership.valid_to = today
            membership.save(update_fields=["valid_to"])
