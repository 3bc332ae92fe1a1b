from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.safestring import mark_safe

from courses.rules.html import linkify_plain
from progress.actions.record_messages import Gathered, record_messages
from progress.actions.write_about_place import key_of_member, path_of
from progress.actions.write_message import write_message
from progress.models import GroupMember, Letter, Registration
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
        gathered = Gathered()
        for registration, member in recipients:
            key = f"letter:{letter.pk}:{registration.pk}"
            reader: Any = registration if member is None else member
            write_message(
                kind="letter",
                key=key if member is None else key_of_member(key, member),
                person=reader.person,
                language=reader.language or settings.LANGUAGE_CODE,
                registration=registration,
                letter=letter,
                context={
                    "letter": letter,
                    "letter_html": html,
                    "registration": registration,
                    "course": registration.pool.venue.occasion.course,
                    "occasion": registration.pool.venue.occasion,
                    "venue": registration.pool.venue,
                    "path": path_of(registration, member),
                },
                gather=gathered,
            )
        record_messages(messages=gathered.messages)
    return len(recipients)


def _recipients(letter: Letter) -> list[tuple[Registration, GroupMember | None]]:
    """Each person who has an address once: by the first place of their own, else by the group
    that they added their name to."""
    found = (
        Registration.objects.filter(occasion=letter.occasion_id)
        .written_to(to=letter.to, venue=letter.venue_id, role=letter.role)
        .with_place()
        .select_related("person", "pool__venue__occasion__course")
        .annotate(language=F("person__profile__language"))
    )
    places = {registration.pk: registration for registration in found}
    members = GroupMember.objects.told_of(
        [pk for pk, one in places.items() if one.group_name]
    ).annotate(language=F("person__profile__language"))
    everybody: list[tuple[Registration, GroupMember | None]] = [
        *((one, None) for one in places.values()),
        *((places[member.registration_id], member) for member in members),
    ]
    first: dict[int | None, tuple[Registration, GroupMember | None]] = {}
    for registration, member in everybody:
        named: Any = registration if member is None else member
        if getattr(named.person, email_field()):
            first.setdefault(named.person_id, (registration, member))
    return list(first.values())
