from datetime import datetime
from functools import partial

from progress.actions.do_each import do_each
from progress.actions.send_letter import send_letter
from progress.models import Letter


def send_due_letters(*, now: datetime) -> int:
    """Writes every letter whose time has come into the outbox; says how many people get one.

    One that cannot be written keeps no other back: what went wrong is raised at the end.
    """
    due = Letter.objects.due(now).order_by("send_at", "pk")
    return do_each(
        deeds=(partial(send_letter, letter=letter, now=now) for letter in due),
        failed="These letters are not written",
    )
