"""What the holder of a mail's link can say, as things stand: the links of a mail are good once."""

from __future__ import annotations

from courses.rules.errors import gettext_noop
from progress.rules.offers import Refusal

# The first is the one that most people come for.
OF_PERSON: dict[str, tuple[str, ...]] = {
    "offered": ("accept", "withdraw"),
    "needs_choice": ("venue", "digital", "withdraw"),
    "queued": ("withdraw",),
    "confirmed": ("withdraw",),
}
OF_APPROVER = ("yes", "no")


def answers_for(*, is_approver: bool, state: str, waits_for_yes: bool) -> tuple[str, ...]:
    """Nothing, where there is nothing more to say."""
    if is_approver:
        return OF_APPROVER if state == "queued" and waits_for_yes else ()
    return OF_PERSON.get(state, ())


def wanted_first(answers: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    """In the order of the page: what the link in the mail was about stands first."""
    if wanted not in answers:
        return answers
    return (wanted, *(answer for answer in answers if answer != wanted))


def link_is_used() -> Refusal:
    return Refusal(
        "link_is_used",
        gettext_noop("This is answered already, or has changed since the mail was written."),
    )
