"""Whether anybody could complete a course as a file would make it.

What the file itself says is its fault, at its place. What is so by the state of things (an occasion
that is over or cancelled, seats that are all gone, modules that are still to come) is only noted:
a course of last year is imported too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from courses.rules.catalogue.faults import Fault, Place
from courses.rules.completion import Asked, Attendance, each, old_fields
from courses.rules.outline import Module, Outline, Step
from courses.rules.partial_dates import bounds
from courses.rules.unmeetable import Offered, OfferedVenue, Unmeetable, unmeetable

Values = dict[str, Any]
MENDS = {
    "no_steps": "Write its steps, or ask for another module.",
    "module_gone": "Leave it in, or change first what the course asks for.",
    "no_such_step": "Leave it in, or change first what the course asks for.",
    "circle": "Mark one of them as not required.",
}
OF_THE_DAY = ("all_over", "no_session")
ANY_PERCENT = 1


@dataclass(frozen=True)
class InSite:
    """What the file does not say: the editor's own rule, and by which keys that knows modules and
    steps. `keys` are by the module's id, `steps` by the module's and the step's."""

    rule: tuple[Asked, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def rule_with(self, course: Values) -> tuple[Asked, ...]:
        """The editor's rule holds as long as the file says nothing else."""
        completion = course.get("completion") or {}
        said = completion.get("attendance_percent"), completion.get("modules")
        if self.rule and said != (old_fields(self.rule) or (None, None)):
            return ()
        return self.rule


def check_completable(
    place: Place, current: Values | None, course: Values, given: Values, site: InSite, today: date
) -> tuple[list[Fault], list[str]]:
    """Faults and notes. `current` is what the site has and `course` what it becomes, both whole;
    `given` is what the file says of it. What was so before is no fault of the file."""
    before = {str(one) for one in _reasons(current, site, today)} if current else set()
    found = list(_reasons(course, site, today))
    faults = [
        Fault((*place, *_where(one, given)), f"nobody could complete the course. {_mend(one)}")
        for one in found
        if _is_of_file(one) and str(one) not in before
    ]
    notes = [
        f"cannot be completed by anybody now: {one}"
        for one in found
        if not _is_of_file(one) and _counts(one, course, site)
    ]
    return faults, notes


def _reasons(course: Values, site: InSite, today: date) -> Iterator[Unmeetable]:
    completion = course.get("completion") or {}
    rule = site.rule_with(course)
    modules = tuple(_module(one, site) for one in course.get("modules", ()))
    percent = completion.get("attendance_percent")
    if percent is None and course["kind"] == "dated" and not modules:
        percent = ANY_PERCENT
    outline = Outline(
        0,
        "",
        modules_needed=None if rule else completion.get("modules"),
        attendance_percent=percent,
        modules=modules,
        rule=rule,
    )
    yield from unmeetable(outline, [_offered(one, today) for one in course.get("occasions", ())])


def _module(module: Values, site: InSite) -> Module:
    name = module["id"]
    steps = tuple(
        Step(site.steps.get((name, step["id"]), step["id"]), step["title"], slug=step["id"])
        for step in module.get("steps", ())
    )
    return Module(
        0,
        site.keys.get(name, name),
        name,
        module["title"],
        role=module.get("role", "normal"),
        required=module.get("required", True),
        steps=steps,
    )


def _offered(occasion: Values, today: date) -> Offered:
    ends = _last_day(occasion)
    return Offered(
        occasion["id"],
        is_called_off=occasion.get("state") == "cancelled",
        is_over=occasion.get("state") == "finished" or (ends is not None and ends < today),
        venues=tuple(
            OfferedVenue(
                venue["id"],
                "cancelled" in venue,
                any(seats != 0 for seats in (venue.get("seats") or {"participant": None}).values()),
            )
            for venue in occasion.get("venues", ())
        ),
    )


def _last_day(occasion: Values) -> date | None:
    meetings = [*occasion.get("meetings", ())]
    for venue in occasion.get("venues", ()):
        meetings += venue.get("meetings", ())
    days = [day for one in meetings if (day := _day(one))]
    return max(days, default=None)


def _day(meeting: Values) -> date | None:
    if meeting.get("end") or meeting.get("day"):
        return date.fromisoformat((meeting.get("end") or meeting["day"])[:10])
    return bounds(meeting["when"])[1] if meeting.get("when") else None


def _is_of_file(reason: Unmeetable) -> bool:
    return reason.code == "too_many_modules" or reason.code in MENDS


def _counts(reason: Unmeetable, course: Values, site: InSite) -> bool:
    """What nobody has chosen is not worth a line: a file may tell of a course that was."""
    if reason.code == "nothing_asked":
        return course.get("certificate") != "none"
    completion = course.get("completion") or {}
    chosen = any(isinstance(one, Attendance) for one in each(site.rule_with(course)))
    return reason.code not in OF_THE_DAY or chosen or "attendance_percent" in completion


def _where(reason: Unmeetable, given: Values) -> Place:
    if reason.code == "too_many_modules" and "modules" in (given.get("completion") or {}):
        return "completion", "modules"
    if reason.code == "no_steps":
        titles = [one.get("title") for one in given.get("modules", ())]
        if reason.params["title"] in titles:
            return "modules", titles.index(reason.params["title"]), "steps"
    return ("modules",)


def _mend(reason: Unmeetable) -> str:
    if reason.code == "too_many_modules":
        live = reason.params["live"]
        mend = f"Write {live} or fewer, or add" if live else "Leave the number out, or add"
        return f"{reason} {mend} modules with steps."
    return f"{reason} {MENDS[reason.code]}"
