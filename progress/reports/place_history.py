"""What happened to one registration, step by step."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.rules.errors import gettext_noop
from progress.models import Registration, State, Transition
from progress.reports.registration_rows import seats_in_words
from progress.reports.registrations import shown_name
from progress.rules.offers import Moment

# What the system itself gives as the reason; a person's own words may follow after a colon.
REASONS = (
    gettext_noop("added by hand"),
    gettext_noop("approved"),
    gettext_noop("by hand"),
    gettext_noop("called off"),
    gettext_noop("handed a seat"),
    gettext_noop("handed over"),
    gettext_noop("handed to a colleague"),
    gettext_noop("has a seat here now"),
    gettext_noop("moved here"),
    gettext_noop("nobody said yes in time"),
    gettext_noop("not answered in time"),
    gettext_noop("registered by a manager"),
    gettext_noop("the venue is cancelled"),
)


@dataclass(frozen=True)
class Change:
    """`before` is empty where it began; `seats` where they are others than before."""

    at: Moment
    before: str
    after: str
    seats: str
    who: str
    why: str


def history(registration: Registration) -> list[Change]:
    """The first one first. One query."""
    zone = registration.occasion.zone
    made: list[Change] = []
    pool: int | None = None
    rows = Transition.objects.filter(registration=registration)
    for row in rows.select_related("by__profile", "pool__venue"):
        moved = row.pool_id is not None and row.pool_id != pool
        pool = row.pool_id if row.pool_id is not None else pool
        made.append(
            Change(
                at=Moment(row.at.astimezone(zone), has_time=True),
                before=str(State(row.from_state).label) if row.from_state else "",
                after=str(State(row.to_state).label),
                seats=seats_in_words(row.pool) if moved and row.pool is not None else "",
                who=_who(row, registration),
                why=_worded(row.why),
            )
        )
    return made


def _who(row: Transition, registration: Registration) -> str:
    if row.by is None:
        return _("By itself")
    if row.by_id == registration.person_id:
        return _("The person")
    return shown_name(row.by)


def _worded(why: str) -> str:
    reason, colon, own = why.partition(": ")
    if reason.startswith("moved to "):  # its seats stand beside it
        return _("moved")
    return _(reason) + colon + own if reason in REASONS else why
