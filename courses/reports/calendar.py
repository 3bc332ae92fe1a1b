"""An occasion as a calendar file for everyone: nothing in it that only participants may know."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import CoursePage, Meeting, Occasion, Venue
from courses.models.entries import entry_of
from courses.rules.calendar import write_calendar


def find_occasion(course: CoursePage, slug: str) -> Occasion | None:
    """By its id, on whichever translation of the course it stands."""
    occasions = Occasion.objects.current().of(course.translation_key)
    return occasions.select_related("course").filter(slug=slug).order_by("pk").first()


def occasion_calendar(
    occasion: Occasion, *, now: datetime, language: str, course: CoursePage | None = None
) -> str:
    """One entry for each meeting of which the day is known; what was called off stays, cancelled.

    `course` is the translation that tells of it, where it is another than the occasion's own. Two
    queries.
    """
    page = course or occasion.course
    venues = list(Venue.objects.current().filter(occasion=occasion))
    moved = sum(venue.sequence for venue in venues)
    with override(language):
        entries = []
        for meeting in Meeting.objects.filter(occasion=occasion):
            here = [venue for venue in venues if meeting.venue_id in (None, venue.pk)]
            if meeting.venue_id is not None and not here:
                continue
            running = [venue for venue in here if venue.cancelled_on is None]
            entry = entry_of(
                meeting,
                occasion=occasion,
                venues=running or here,
                course=page,
                uid=str(meeting.uid),
                sequence=meeting.sequence + moved,
                now=now,
                cancelled=bool(here) and not running,
                description=_description(page, occasion),
                url=page.full_url or "",
            )
            if entry is not None:
                entries.append(entry)
        return write_calendar(entries, name=page.title)


def _description(page: CoursePage, occasion: Occasion) -> str:
    lines = [page.summary, occasion.state_note, occasion.note]
    if page.contact_email:
        lines.append(_("Contact: %(address)s") % {"address": page.contact_email})
    return "\n\n".join(line for line in lines if line)
