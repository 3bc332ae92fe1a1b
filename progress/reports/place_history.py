"""What happened to one registration, step by step."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from progress.models import Registration, State, Transition
from progress.models.shown_names import shown_name
from progress.reports.registration_rows import seats_in_words
from progress.rules.offers import Moment
from progress.rules.reasons import REASONS, parted, with_more


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
    """A person's own words as they are, the system's translated."""
    reason, more = parted(why)
    if not reason:
        return more
    return with_more(_(reason), _(more) if more in REASONS else more)
