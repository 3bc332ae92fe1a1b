from datetime import datetime

from progress.actions.send_letter import send_letter
from progress.models import Letter


def send_due_letters(*, now: datetime) -> int:
    """Writes every letter whose time has come into the outbox; says how many people get one."""
    return sum(
        send_letter(letter=letter, now=now)
        for letter in Letter.objects.due(now).order_by("send_at", "pk")
    )
