from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import Occasion, SeatRole, Venue
from progress.actions.send_letter import send_letter
from progress.models import Letter
from progress.models.accounts import Person
from progress.rules.letters import may_write


def write_letter(
    *,
    occasion: Occasion,
    by: Person,
    subject: str,
    text: str,
    venue: Venue | None = None,
    role: str = "",
    to: str = Letter.To.SEATED,
    send_at: datetime | None = None,
    now: datetime | None = None,
) -> Letter:
    """Writes to the people of an occasion: at a venue or all, in a role or all.

    It is sent when it is due. Who gets it is decided when it is sent. Raises CannotWriteLetter.
    """
    now = now or timezone.now()
    send_at = send_at or now
    refusal = may_write(
        subject=subject,
        text=text,
        is_its_venue=venue is None or venue.occasion_id == occasion.pk,
        send_at=send_at,
        now=now,
    )
    if refusal is not None:
        raise refusal
    with transaction.atomic():
        letter = Letter.objects.create(
            occasion=occasion,
            venue=venue,
            role=SeatRole(role) if role else "",
            to=Letter.To(to),
            subject=" ".join(subject.split()),
            text=text.strip(),
            by=by,
            created_at=now,
            send_at=send_at,
        )
        if send_at <= now:
            send_letter(letter=letter, now=now)
    return letter
