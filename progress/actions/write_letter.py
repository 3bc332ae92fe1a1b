from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import Occasion, SeatRole, Venue
from progress.actions.send_letter import send_letter
from progress.models import Letter
from progress.models.accounts import Person
from progress.rules.letters import may_write

AGAIN = timedelta(minutes=10)


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

    It is sent when it is due. Who gets it is decided when it is sent. The same letter again, within
    some minutes, is a form that was sent twice: it stands there once. Raises CannotWriteLetter.
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
    letter = Letter(
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
    with transaction.atomic():
        touch_occasion(occasion_id=occasion.pk)
        if (written := _written_before(letter)) is not None:
            return written
        letter.save()
        if send_at <= now:
            send_letter(letter=letter, now=now)
    return letter


def _written_before(letter: Letter) -> Letter | None:
    same = {name: getattr(letter, name) for name in ("occasion", "venue", "role", "to", "by")}
    same |= {"subject": letter.subject, "text": letter.text, "cancelled_at": None}
    at_once = letter.send_at <= letter.created_at
    found = Letter.objects.filter(created_at__gt=letter.created_at - AGAIN, **same)
    return found.filter(send_at=F("created_at") if at_once else letter.send_at).first()
