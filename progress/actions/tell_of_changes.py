from collections.abc import Callable, Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from courses.models import Meeting, Occasion, Venue
from courses.rules.changes import Changes, MeetingThen
from progress.actions.tell_people import News, tell_people
from progress.models import Registration, State, Transition
from progress.models.offers import starts_at
from progress.rules.telling import tells_of_changes

TOLD = (State.CONFIRMED, State.OFFERED, State.QUEUED)


def tell_of_changes(*, occasion: Occasion, changes: Changes, now: datetime | None = None) -> int:
    """Tells everybody whom a change of times or places is about, each once; says how many.

    In the touched transaction of the change. Of what is over nobody is told; of what is postponed
    once it is taken up again, of all at once. An offer, or a request for a yes, that would outlive
    an earlier beginning ends with it.
    """
    now = now or timezone.now()
    _shorten_waits(occasion)
    today = now.astimezone(occasion.zone).date()
    if not changes or not tells_of_changes(
        state=occasion.state, ends_on=occasion.ends_on, today=today
    ):
        return 0
    of_meeting = dict(Meeting.objects.filter(occasion=occasion).values_list("pk", "venue"))

    def touches(meetings: set[int], venue: int) -> bool:
        return any(of_meeting.get(pk, venue) in (None, venue) for pk in meetings)

    def left_of(row: Registration) -> dict[int, MeetingThen]:
        venue = row.pool.venue_id
        return {
            pk: was
            for pk, was in changes.was.items()
            if changes.left(pk, venue, of_meeting.get(pk))
        }

    def kind_of(row: Registration) -> str:
        venue = row.pool.venue_id
        if venue in changes.decided:
            return "place_decided"
        if venue in changes.venues or touches(changes.moved | changes.added, venue) or left_of(row):
            return "time_changed"
        return ""

    def called_off(row: Registration) -> str:
        return "called_off" if touches(changes.called_off, row.pool.venue_id) else ""

    told = people_told(occasion=occasion, kind_of=kind_of, now=now, left_of=left_of)
    if changes.called_off:
        told += people_told(
            occasion=occasion, kind_of=called_off, now=now, meetings=sorted(changes.called_off)
        )
    return told


def _shorten_waits(occasion: Occasion) -> None:
    rows = Registration.objects.filter(occasion=occasion)
    waits = rows.filter(Q(hold_until__isnull=False) | Q(approve_by__isnull=False))
    for venue in Venue.objects.filter(pools__registrations__in=waits).distinct():
        begins = starts_at(venue)
        if begins is not None:
            there = rows.filter(pool__venue=venue)
            there.filter(hold_until__gt=begins).update(hold_until=begins)
            asked = there.filter(created_at__lt=begins)
            asked.filter(approve_by__gt=begins).update(approve_by=begins)


def people_told(
    *,
    occasion: Occasion,
    kind_of: Callable[[Registration], str],
    now: datetime,
    words: dict[str, object] | None = None,
    meetings: list[int] | None = None,
    states: Collection[str] = TOLD,
    left_of: Callable[[Registration], dict[int, MeetingThen]] | None = None,
) -> int:
    """Writes to everyone with a registration in these states for which `kind_of` names a mail, each
    once. `left_of` has the meetings that leave their calendars, as they stood there."""
    version = Occasion.objects.values_list("lock_version", flat=True).get(pk=occasion.pk)
    rows = (
        Registration.objects.filter(occasion=occasion, state__in=states, person__isnull=False)
        .with_place()
        .select_related("person__profile")
        .order_by("created_at", "pk")
    )
    last: dict[int, Transition] = {
        one.registration_id: one
        for one in Transition.objects.filter(registration__occasion=occasion).order_by("pk")
    }
    news = []
    for row in rows:
        # A row without a history was made past the actions: the audit says so, not a mail.
        if (kind := kind_of(row)) and row.pk in last:
            change = last[row.pk]
            change.registration = row
            key = f"occasion:{occasion.pk}:{kind}:{version}:{row.pk}"
            gone = left_of(row) if left_of is not None else {}
            news.append(News(kind, change, row.state, key, gone))
    return tell_people(news=news, now=now, words=words, meetings=meetings)
