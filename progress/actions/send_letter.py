from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.safestring import mark_safe

from courses.rules.html import linkify_plain
from progress.actions.write_message import write_message
from progress.models import Letter, Registration
from progress.models.accounts import email_field


def send_letter(*, letter: Letter, now: datetime) -> int:
    """Writes a due letter into the outbox, to each of its people once; says to how many.

    Whoever claims it first sends it: for anybody else, and once it is called off, there is nothing
    to do.
    """
    with transaction.atomic():
        claimed = Letter.objects.due(now).filter(pk=letter.pk).update(sent_at=now)
        if not claimed:
            return 0
        letter.sent_at = now
        html = mark_safe(linkify_plain(letter.text))
        recipients = _recipients(letter)
        for registration in recipients:
            write_message(
                kind="letter",
                key=f"letter:{letter.pk}:{registration.pk}",
                person=registration.person,
                language=registration.language or settings.LANGUAGE_CODE,  # type: ignore[attr-defined]
                registration=registration,
                letter=letter,
                context={
                    "letter": letter,
                    "letter_html": html,
                    "registration": registration,
                    "course": registration.pool.venue.occasion.course,
                    "occasion": registration.pool.venue.occasion,
                    "venue": registration.pool.venue,
                    "path": reverse("progress:place", args=[registration.pk]),
                },
            )
    return len(recipients)


def _recipients(letter: Letter) -> list[Registration]:
    """One registration of each person who has an address: their first."""
    found = (
        Registration.objects.filter(occasion=letter.occasion_id)
        .written_to(to=letter.to, venue=letter.venue_id, role=letter.role)
        .with_place()
        .select_related("person", "pool__venue__occasion__course")
        .annotate(language=F("person__profile__language"))
    )
    first: dict[int | None, Registration] = {}
    for registration in found:
        if getattr(registration.person, email_field()):
            first.setdefault(registration.person_id, registration)
    return list(first.values())
