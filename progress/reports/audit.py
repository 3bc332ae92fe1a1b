"""Recounts and recomputes what must always hold. Finding nothing is the good news."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from progress.reports import (
    audit_attendance,
    audit_certificates,
    audit_groups,
    audit_histories,
    audit_learning,
    audit_messages,
    audit_places,
    audit_submissions,
)

Invariant = Callable[[], Iterator[str]]

# One function for each thing that must hold; it yields a line for every difference.
INVARIANTS: tuple[Invariant, ...] = (
    audit_places.seats_taken_are_seats_held,
    audit_places.no_pool_is_oversold,
    audit_places.one_live_registration_in_a_pool,
    audit_places.one_seat_in_an_occasion,
    audit_places.pools_are_of_their_occasion,
    audit_places.an_offer_has_an_end,
    audit_places.only_who_queues_waits_for_a_yes,
    audit_places.offers_end_before_it_begins,
    audit_places.requests_end_before_it_begins,
    audit_places.cancelled_venues_hold_nobody,
    audit_places.cancelled_occasions_hold_nobody,
    audit_places.several_people_are_a_group,
    audit_places.who_left_has_left_no_needs,
    audit_histories.histories_are_unbroken,
    audit_histories.histories_end_where_the_place_is,
    audit_histories.changes_are_of_their_occasion,
    audit_histories.changes_follow_the_rules,
    audit_histories.queues_keep_their_order,
    audit_histories.whom_it_concerns_was_told,
    audit_attendance.attendance_is_of_the_occasion,
    audit_attendance.attendance_is_at_the_venue,
    audit_attendance.attendance_is_no_longer_than_the_meeting,
    audit_learning.summaries_are_what_was_earned,
    audit_learning.what_was_earned_by_an_older_version_stays,
    audit_learning.the_latest_version_is_the_current_one,
    audit_learning.enrolments_are_of_their_course,
    audit_learning.passed_steps_were_passed,
    audit_groups.who_was_there_has_done_the_step,
    audit_groups.nobody_is_present_before_it_is_confirmed,
    audit_groups.who_was_there_is_of_the_group,
    audit_groups.steps_done_together_were_confirmed,
    audit_groups.groups_are_of_their_course,
    audit_groups.groups_told_of_are_there,
    audit_submissions.what_is_approved_is_done,
    audit_submissions.approved_steps_were_approved,
    audit_submissions.one_is_in_hand,
    audit_submissions.nobody_answered_themselves,
    audit_submissions.files_are_kept,
    audit_submissions.submissions_are_told_to_whom_they_concern,
    audit_messages.messages_have_a_cause,
    audit_messages.messages_say_what_happened,
    audit_messages.messages_are_of_their_occasion,
    audit_messages.letters_are_sent_once,
    audit_messages.messages_reach_who_they_are_about,
    audit_messages.who_left_a_group_was_in_it_and_is_no_more,
    audit_messages.what_was_sent_has_a_time,
    audit_certificates.seals_are_whole,
    audit_certificates.certificates_were_earned,
)


# What holds depends on when one asks.
INVARIANTS_OF_A_MOMENT: tuple[Callable[[datetime], Iterator[str]], ...] = (
    audit_places.no_seat_stands_idle,
)


def audit(*, now: datetime | None = None) -> Iterator[str]:
    """A line for each difference, which begins with the name of what does not hold."""
    now = now or timezone.now()
    asked = [(one.__name__, one) for one in INVARIANTS]
    asked += [(one.__name__, partial(one, now)) for one in INVARIANTS_OF_A_MOMENT]
    for name, invariant in asked:
        try:
            for line in invariant():
                yield f"{name}: {line}"
        except Exception as error:  # noqa: BLE001 the others are asked all the same
            yield f"{name}: cannot be asked ({type(error).__name__}: {error})"
