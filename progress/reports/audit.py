"""Recounts and recomputes what must always hold. Finding nothing is the good news."""

from collections.abc import Callable, Iterator

from progress.reports import audit_certificates, audit_learning, audit_messages, audit_places

Invariant = Callable[[], Iterator[str]]

# One function for each thing that must hold; it yields a line for every difference.
INVARIANTS: tuple[Invariant, ...] = (
    audit_places.seats_taken_are_seats_held,
    audit_places.no_pool_is_oversold,
    audit_places.one_live_registration_in_a_pool,
    audit_places.one_seat_in_an_occasion,
    audit_places.pools_are_of_their_occasion,
    audit_places.an_offer_has_an_end,
    audit_places.histories_are_unbroken,
    audit_learning.summaries_are_what_was_earned,
    audit_learning.enrolments_are_of_their_course,
    audit_learning.passed_steps_were_passed,
    audit_messages.messages_have_a_cause,
    audit_messages.messages_reach_who_they_are_about,
    audit_messages.what_was_sent_has_a_time,
    audit_certificates.seals_are_whole,
    audit_certificates.certificates_were_earned,
)


def audit() -> Iterator[str]:
    """A line for each difference, which begins with the name of what does not hold."""
    for invariant in INVARIANTS:
        for line in invariant():
            yield f"{invariant.__name__}: {line}"
