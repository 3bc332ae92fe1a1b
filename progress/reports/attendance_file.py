"""Who was at which meeting, as a file: a row for each place, a column for each meeting."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from courses.models import Occasion
from progress.models import Attendance, Registration
from progress.reports.attendance import MeetingLine, PersonLine, line_of
from progress.reports.registration_rows import left_out
from progress.reports.tables import Column
from progress.rules.cells import hours
from progress.rules.people import fold


@dataclass(frozen=True)
class AttendanceRow:
    """`minutes` by meeting, of those that the person could be at: 0 where they are not marked."""

    line: PersonLine
    minutes: Mapping[int, int] = field(default_factory=dict)


def attendance_rows(occasion: Occasion, meetings: list[MeetingLine]) -> list[AttendanceRow]:
    """By name, without those whose identity is protected: the last row says how many. Two
    queries."""
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for registration, meeting, minutes in Attendance.objects.filter(
        meeting__occasion=occasion
    ).values_list("registration", "meeting", "minutes"):
        given[registration][meeting] = minutes
    rows, hidden = [], 0
    placed = Registration.objects.confirmed().filter(occasion=occasion)
    for one in placed.select_related("person__profile", "organisation", "workplace", "pool__venue"):
        line = line_of(one, None)
        if line.is_alias:
            hidden += 1
            continue
        here = {
            each.meeting.pk: given[one.pk].get(each.meeting.pk, 0)
            for each in meetings
            if each.meeting.venue_id in (None, one.pool.venue_id)
        }
        rows.append(AttendanceRow(line, here))
    rows.sort(key=lambda row: (fold(row.line.name), row.line.pk))
    if hidden:
        rows.append(AttendanceRow(PersonLine(0, left_out(hidden), False, "", "", 0, "", None)))
    return rows


def attendance_columns(meetings: list[MeetingLine]) -> list[Column[AttendanceRow]]:
    return [
        Column("name", _("Name"), lambda row: row.line.name, width=28),
        Column("organisation", _("Organisation"), lambda row: row.line.organisation, width=28),
        Column("group", _("Group"), lambda row: row.line.group, width=20),
        Column("venue", _("Venue"), lambda row: row.line.venue, width=20),
        *(_column(line) for line in meetings),
        Column("hours", _("Hours present"), _in_all, is_number=True),
    ]


def _column(line: MeetingLine) -> Column[AttendanceRow]:
    meeting = line.meeting
    label = f"{line.when}: {meeting.title}" if meeting.title else line.when
    return Column(f"meeting-{meeting.pk}", label, lambda row: _at(row, meeting.pk), is_number=True)


def _at(row: AttendanceRow, meeting: int) -> float | None:
    return hours(row.minutes[meeting]) if meeting in row.minutes else None


def _in_all(row: AttendanceRow) -> float | None:
    return hours(sum(row.minutes.values())) if row.line.pk else None
