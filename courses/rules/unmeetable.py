"""What nobody can do that a course asks for, named before it is published.

Only what stands in the way of everybody counts. Alternatives are hopeless when all of them are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from courses.rules.completion import (
    AllModules,
    AnyOf,
    Asked,
    Attendance,
    BeThere,
    OneStep,
    SomeModules,
    each,
)
from courses.rules.errors import RuleError, gettext_noop
from courses.rules.outline import Outline
from courses.rules.waiting import is_circle, waiting


class Unmeetable(RuleError):
    """Something is asked for that nobody can do."""


@dataclass(frozen=True)
class OfferedVenue:
    slug: str
    is_cancelled: bool = False
    has_seats: bool = True


@dataclass(frozen=True)
class Offered:
    """An occasion as far as it can be met; `is_over` on the day that is asked about."""

    slug: str
    is_called_off: bool = False
    is_over: bool = False
    venues: tuple[OfferedVenue, ...] = ()


@dataclass(frozen=True)
class Drafts:
    """The titles of modules that are not live, by key, and the keys of those that are required."""

    titles: Mapping[str, str]
    required: Collection[str] = ()


NO_DRAFTS = Drafts({})


def unmeetable(
    outline: Outline, offered: Sequence[Offered] = (), drafts: Drafts = NO_DRAFTS
) -> list[Unmeetable]:
    """`outline`: as it would be once it is published. Each reason once, in the rule's order."""
    rule = outline.rule or _implied(outline)
    found = [reason for asked in rule for reason in _of(asked, outline, offered, drafts)]
    if any(isinstance(asked, AllModules) for asked in each(rule)):
        found += _required_drafts(drafts)
    found += _circles(waiting(outline))
    if not rule or (rule == (AllModules(),) and not any(one.steps for one in outline.modules)):
        found.append(
            Unmeetable("nothing_asked", gettext_noop("Nothing is asked for: nobody can be done."))
        )
    return list({str(reason): reason for reason in found}.values())


def _implied(outline: Outline) -> tuple[Asked, ...]:
    """What is asked where there is no rule; modules beside attendance only where there are any."""
    asked: list[Asked] = []
    if outline.attendance_percent:
        asked.append(Attendance(outline.attendance_percent))
    if outline.modules_needed:
        asked.append(SomeModules(outline.modules_needed))
    elif outline.modules or not asked:
        asked.append(AllModules())
    return tuple(asked)


def _of(
    asked: Asked, outline: Outline, offered: Sequence[Offered], drafts: Drafts
) -> list[Unmeetable]:
    match asked:
        case SomeModules():
            return _some_modules(asked, outline, drafts)
        case OneStep():
            return _one_step(asked, outline, drafts)
        case Attendance():
            return _sessions(offered)
        case BeThere():
            return _be_there(asked, offered)
        case AnyOf():
            return _any_of(asked, outline, offered, drafts)
    return []


def _some_modules(asked: SomeModules, outline: Outline, drafts: Drafts) -> list[Unmeetable]:
    live = [one for one in outline.modules if one.steps]
    if asked.keys:
        live = [one for one in live if one.key in asked.keys]
    if len(live) >= asked.wanted:
        return []
    missing = [key for key in asked.keys if key not in {one.key for one in live}]
    if missing:
        return [_missing(key, outline, drafts) for key in missing]
    return [
        Unmeetable(
            "too_many_modules",
            gettext_noop("Modules asked for: %(needed)s. Published: only %(live)s."),
            needed=asked.wanted,
            live=len(live),
        )
    ]


def _missing(key: str, outline: Outline, drafts: Drafts) -> Unmeetable:
    empty = outline.module(key)
    if empty is not None:
        return Unmeetable(
            "no_steps",
            gettext_noop("The module “%(title)s” is asked for, and has no steps."),
            title=empty.title,
        )
    if key in drafts.titles:
        return _draft(drafts.titles[key])
    return Unmeetable(
        "module_gone", gettext_noop("A module is asked for that is not in this course any more.")
    )


def _draft(title: str) -> Unmeetable:
    return Unmeetable(
        "draft_module",
        gettext_noop("The module “%(title)s” is asked for, and is a draft. Publish it first."),
        title=title,
    )


def _required_drafts(drafts: Drafts) -> list[Unmeetable]:
    return [_draft(title) for key, title in drafts.titles.items() if key in drafts.required]


def _one_step(asked: OneStep, outline: Outline, drafts: Drafts) -> list[Unmeetable]:
    if outline.find(asked.step) is not None:
        return []
    module = outline.module(asked.module)
    if module is None:
        return [_missing(asked.module, outline, drafts)]
    return [
        Unmeetable(
            "no_such_step",
            gettext_noop("The step “%(step)s” is asked for, and is not in the module “%(title)s”."),
            step=asked.title,
            title=module.title,
        )
    ]


def _sessions(offered: Sequence[Offered]) -> list[Unmeetable]:
    """None planned yet is no fault: they come later than the page."""
    if not offered or any(_can_be_met(one) for one in offered):
        return []
    if all(one.is_over for one in offered):
        return [
            Unmeetable(
                "all_over", gettext_noop("Attendance is asked for, and every occasion is over.")
            )
        ]
    return [
        Unmeetable(
            "no_session",
            gettext_noop(
                "Attendance is asked for, and no occasion is left that has seats and is not "
                "cancelled."
            ),
        )
    ]


def _can_be_met(one: Offered, venue: str = "") -> bool:
    """While it has no venue yet, seats may come."""
    if one.is_called_off or one.is_over:
        return False
    venues = [each for each in one.venues if venue in ("", each.slug)]
    if not venues:
        return not venue
    return any(each.has_seats and not each.is_cancelled for each in venues)


def _be_there(asked: BeThere, offered: Sequence[Offered]) -> list[Unmeetable]:
    them = [one for one in offered if one.slug == asked.occasion]
    if any(_can_be_met(one, asked.venue) for one in them):
        return []
    name = asked.venue or asked.occasion
    venues = [each for one in them for each in one.venues if asked.venue in ("", each.slug)]
    if not them or (asked.venue and not venues):
        code, message = (
            "no_such_occasion",
            gettext_noop("There is no occasion or venue “%(name)s”."),
        )
    elif all(one.is_called_off for one in them):
        code, message = "called_off", gettext_noop("“%(name)s” is asked for, and is called off.")
    elif all(one.is_over or one.is_called_off for one in them):
        code, message = "past", gettext_noop("“%(name)s” is asked for, and is over.")
    elif all(each.is_cancelled for each in venues):
        code, message = (
            "all_cancelled",
            gettext_noop("“%(name)s” is asked for, and all its venues are cancelled."),
        )
    else:
        code, message = "no_seats", gettext_noop("“%(name)s” is asked for, and has no seats.")
    return [Unmeetable(code, message, name=name)]


def _any_of(
    asked: AnyOf, outline: Outline, offered: Sequence[Offered], drafts: Drafts
) -> list[Unmeetable]:
    tried = [
        [reason for one in rule for reason in _of(one, outline, offered, drafts)]
        for rule in asked.alternatives
        if rule
    ]
    if any(not reasons for reasons in tried):
        return []
    first = Unmeetable("no_alternative", gettext_noop("None of the alternatives can be met."))
    return [first, *(reason for reasons in tried for reason in reasons)]


def _circles(waits: Mapping[str, Iterable[str]]) -> Iterator[Unmeetable]:
    for key in waits:
        if is_circle(key, waits):
            yield Unmeetable(
                "circle", gettext_noop("Modules wait for each other in a circle: none can open.")
            )
