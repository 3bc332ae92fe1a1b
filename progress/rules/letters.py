"""What a letter to the people of an occasion has to be, before it is written."""

from __future__ import annotations

from datetime import datetime, timedelta

from courses.rules.errors import RuleError, gettext_noop

# Between pressing the button and the server's clock.
LATE = timedelta(minutes=1)


class CannotWriteLetter(RuleError):
    """Nothing was written; the message says what to mend."""


class CannotCallOffLetter(RuleError):
    """It is too late."""


def may_write(
    *, subject: str, text: str, is_its_venue: bool, send_at: datetime, now: datetime
) -> CannotWriteLetter | None:
    if not subject.strip():
        return CannotWriteLetter("subject", gettext_noop("Give the letter a subject."))
    if not text.strip():
        return CannotWriteLetter("text", gettext_noop("The letter is empty."))
    if not is_its_venue:
        return CannotWriteLetter("venue", gettext_noop("This venue is of another occasion."))
    if send_at < now - LATE:
        return CannotWriteLetter("send_at", gettext_noop("This time has passed."))
    return None


def was_sent() -> CannotCallOffLetter:
    return CannotCallOffLetter(
        "sent", gettext_noop("This letter was sent already, and cannot be called off.")
    )
