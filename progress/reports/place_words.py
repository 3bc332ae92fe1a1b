"""What a registration is, in words for its own person: never who else had a hand in it."""

from django.utils.translation import gettext as _

from progress.models import Registration, State, Transition
from progress.rules.reasons import HANDED_TO_COLLEAGUE, HAS_ANOTHER, parted


def how_it_ended(registration: Registration) -> tuple[str, str]:
    """A heading and a sentence; empty while it is going on. One query.

    The sentence goes by the reason that the actions write into the history. What somebody wrote by
    hand as a reason is shown where the person was told no, as in the mail about it.
    """
    state = State(registration.state)
    if state not in (State.REJECTED, State.LAPSED, State.WITHDRAWN, State.CANCELLED):
        return "", ""
    last = Transition.objects.filter(registration=registration).order_by("-at", "-pk").first()
    why = last.why if last is not None else ""
    was = last.from_state if last is not None else ""
    if state == State.REJECTED:
        reason = _("The reason given: %(reason)s") % {"reason": why} if why else ""
        return _("You were not given a place"), reason
    if state == State.LAPSED:
        return _lapsed(was)
    if state == State.CANCELLED:
        if was == State.QUEUED:
            return _("The wait is over"), _("What you waited for does not take place.")
        return _("Cancelled"), ""
    return _withdrawn(last, registration, why, was)


def _lapsed(was: str) -> tuple[str, str]:
    if was == State.OFFERED:
        return (
            _("The offer has lapsed"),
            _("It was not answered in time, and the seat went to the next in the queue."),
        )
    return (
        _("Your request has lapsed"),
        _("Nobody said yes in time. You can ask again, or write to the contact of the course."),
    )


def _withdrawn(
    last: Transition | None, registration: Registration, why: str, was: str
) -> tuple[str, str]:
    reason, _more = parted(why)
    if reason == HANDED_TO_COLLEAGUE:
        return (
            _("You handed your place over"),
            _("Your colleague has the seat now, and was told by mail."),
        )
    if reason in HAS_ANOTHER:
        return (
            _("You have another place instead"),
            _("It stands on your own page."),
        )
    if last is not None and last.by_id not in (None, registration.person_id):
        return (
            _("Your place was withdrawn"),
            _("It was done for you. If you did not expect it, write to the contact of the course."),
        )
    if was == State.QUEUED:
        return _("You have left the waiting list"), ""
    return _("You have withdrawn"), _("Your seat is free for somebody else.")
