"""Why somebody is not done: the tree of requirements in words, and where each is done."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import CoursePage, Occasion
from courses.reports.outline import course_outline
from courses.rules.outline import Module, Step
from progress.reports.submissions import State, states_of_steps
from progress.reports.ways import WayThrough
from progress.rules.attendance import written_hours
from progress.rules.requirements import Kind, Requirement

PRESENCE = (Kind.ATTENDANCE, Kind.OCCASION)


@dataclass
class Words:
    """What the tree's keys are called and where they are, on the page that is read."""

    urls: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    handed_in: dict[str, str] = field(default_factory=dict)


def why(way: WayThrough, course: CoursePage, stamp: str | None = None) -> dict[str, Any]:
    """Of somebody's way, with addresses on the course's page in the reader's language.

    A query more where the course asks for an occasion, for something to be handed in, or for a
    module that this language lacks.
    """
    url = course.get_url() or ""
    slugs = {module.key: module.slug for module in course_outline(course, stamp).modules}
    words = Words(locked={key: first.title for key, first in way.locked.items()})
    words.urls[""] = f"{url}#occasions"
    for module in way.outline.modules:
        slug = slugs.get(module.key)
        there = f"{url}{slug}/" if slug else url_elsewhere(way, module)
        words.urls[module.key] = there
        for step in module.steps:
            words.steps[step.id] = step
            if module.key not in words.locked:
                words.urls[step.id] = f"{there}#step-{step.id}"
    if any(step.is_assigned for step in words.steps.values()):
        words.handed_in = states_of_steps(way.enrolment)
    tree = way.standing.tree
    if _asks_for_occasions(tree):
        _name_occasions(words, way, url)
    return in_words(tree, words)


def url_elsewhere(way: WayThrough, module: Module) -> str:
    """Of a module in the language in which the course was begun, where another lacks it."""
    return f"{way.measured_url}{module.slug}/"


def _asks_for_occasions(one: Requirement) -> bool:
    return one.kind is Kind.OCCASION or any(map(_asks_for_occasions, one.children))


def _name_occasions(words: Words, way: WayThrough, url: str) -> None:
    found = Occasion.objects.current().of(way.enrolment.translation_key)
    for occasion in found.select_related("course").prefetch_related("venues"):
        words.names[f"{occasion.slug}/"] = str(occasion)
        words.urls[f"{occasion.slug}/"] = f"{url}#{occasion.slug}"
        for venue in occasion.venues.all():
            words.names[f"{occasion.slug}/{venue.slug}"] = f"{occasion}, {venue}"
            words.urls[f"{occasion.slug}/{venue.slug}"] = f"{url}#{occasion.slug}"


def in_words(one: Requirement, words: Words) -> dict[str, Any]:
    params = dict(one.params)
    if one.kind is Kind.OCCASION:
        params["occasion"] = words.names.get(one.key, params["occasion"])
    is_presence = one.kind in PRESENCE
    is_group = one.kind in (Kind.ANY_OF, Kind.ALL_OF, Kind.SOME_MODULES)
    # The steps of a module that is not begun are seen in the module itself.
    is_begun = one.done > 0 or any(child.key in words.handed_in for child in one.children)
    shows_children = one.kind is Kind.COURSE or (not one.met and (is_begun or is_group))
    return {
        "label": _(one.label) % params,
        "met": one.met,
        "done": one.done,
        "needed": one.needed,
        "missing": "" if one.met else missing(one, words),
        "url": words.urls.get(one.key, "") if one.key or is_presence else "",
        "is_leaf": is_presence or one.kind in (Kind.STEP, Kind.ANY_OF),
        "is_attendance": is_presence,
        "shows_children": shows_children,
        "children": [in_words(child, words) for child in one.children] if shows_children else [],
    }


def missing(one: Requirement, words: Words) -> str:
    """What is left, in a few words; "" where the label says it all."""
    left = max(one.needed - one.done, 0)
    if one.kind is Kind.STEP and one.key in words.steps:
        if words.steps[one.key].is_assigned:
            return _of_assignment(words.handed_in.get(one.key, ""))
        percent = words.steps[one.key].pass_percent
        return _("to be passed with %(percent)d%%") % {"percent": percent} if percent else ""
    if one.key in words.locked:
        return _("opens when “%(module)s” is finished") % {"module": words.locked[one.key]}
    if one.kind is Kind.MODULE:
        return ngettext("%(left)d step left", "%(left)d steps left", left) % {"left": left}
    if one.kind is Kind.SOME_MODULES:
        return ngettext("%(left)d module left", "%(left)d modules left", left) % {"left": left}
    if one.kind in PRESENCE:
        if not one.needed:
            return _("no hours are known yet")
        return _("%(hours)s hours left") % {"hours": written_hours(left)}
    return ""


def _of_assignment(state: str) -> str:
    if state == State.HANDED_IN:
        return _("handed in, waits for approval")
    if state == State.RETURNED:
        return _("returned with a comment: to be handed in anew")
    return _("to be handed in and approved")
