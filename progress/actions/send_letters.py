from datetime import datetime

from progress.actions.send_letter import send_letter
from progress.models import Letter


def send_due_letters(*, now: datetime) -> int:
    """Writes every letter whose time has come into the outbox; says how many people get one.

    One that cannot be written keeps no other back: what went wrong is raised at the end.
    """
    written, errors = 0, []
    for letter in Letter.objects.due(now).order_by("send_at", "pk"):
        try:
            written += send_letter(letter=letter, now=now)
        except Exception as error:  # noqa: BLE001 raised below
            errors.append(error)
    if errors:
        raise ExceptionGroup("These letters are not written", errors)
    return written
