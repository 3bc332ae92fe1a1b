"""Translations that lag behind their original: in what they ask for, or in words changed since.

Decided by what stands in the pages, in the same number of queries for one course and for all.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Length, Substr
from wagtail.models import PageLogEntry, Revision

from courses.actions.confirm_translation import UP_TO_DATE
from courses.models import CoursePage, ModulePage, PackagePage
from courses.reports.originals import originals_first
from courses.rules.completion import AnyOf, Asked, OneStep, read_rule
from courses.rules.outline import plain_id
from courses.rules.translations import NO_LAG, Lag, all_words, lag_of

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
WORDS = ("title", "subtitle", "summary", "audience_text", "price_note", "edition")


@dataclass(frozen=True)
class Lagging:
    """A live page behind its original's. Substance is what readers lack; words, what they read."""

    page: CoursePage | ModulePage
    original: CoursePage | ModulePage
    steps: Lag = NO_LAG
    missing_modules: tuple[str, ...] = ()
    extra_modules: tuple[str, ...] = ()
    asks_else: bool = False
    """Another rule of completion, order, role, or required where the original is not."""
    words_changed_at: datetime | None = None

    @property
    def in_substance(self) -> bool:
        return bool(self.steps or self.missing_modules or self.extra_modules or self.asks_else)

    def __bool__(self) -> bool:
        return self.in_substance or self.words_changed_at is not None


Pair = tuple[CoursePage | ModulePage, CoursePage | ModulePage]


def lagging(keys: Collection[UUID] | None = None) -> list[Lagging]:
    """Of the courses with these translation keys, or of all. Course by course, modules below."""
    courses = _courses(keys)
    modules = _modules(courses)
    originals: dict[UUID, CoursePage] = {}
    for course in courses:
        originals.setdefault(course.translation_key, course)
    pairs: list[Pair] = []
    found: dict[int, Lagging] = {}
    rules = _Rules(courses, modules)
    for course in sorted(courses, key=lambda one: (one.title, one.pk)):
        original = originals[course.translation_key]
        if course.pk == original.pk or not (course.live and original.live):
            continue
        theirs, ours = modules[original.path], modules[course.path]
        pairs.append((course, original))
        found[course.pk] = Lagging(
            course,
            original,
            missing_modules=_titles(theirs, ours),
            extra_modules=_titles(ours, theirs),
            asks_else=rules.of(course) != rules.of(original),
        )
        known = {one.translation_key: one for one in theirs}
        for module in ours:
            other = known.get(module.translation_key)
            if other is None:
                continue
            pairs.append((module, other))
            found[module.pk] = Lagging(
                module,
                other,
                lag_of(other.steps.raw_data, module.steps.raw_data),
                asks_else=(module.required, module.role) != (other.required, other.role),
            )
    changed = _words_changed(pairs)
    rows = [replace(row, words_changed_at=changed.get(pk)) for pk, row in found.items()]
    return [row for row in rows if row]


def _courses(keys: Collection[UUID] | None) -> list[CoursePage]:
    """Originals first; only those that have translations."""
    groups = CoursePage.objects.filter(alias_of=None).order_by().values("translation_key")
    if keys is not None:
        groups = groups.filter(translation_key__in=keys)
    several = groups.annotate(number=Count("pk")).filter(number__gt=1).values("translation_key")
    pages = CoursePage.objects.filter(translation_key__in=several).select_related(
        "locale", "packagepage"
    )
    return list(originals_first(pages.defer("body")))


def _modules(courses: Iterable[CoursePage]) -> dict[str, list[ModulePage]]:
    """By the course's path, in their order."""
    languages = {course.path: course.locale for course in courses if course.live}
    found: dict[str, list[ModulePage]] = defaultdict(list)
    parent = Substr("path", 1, Length("path") - ModulePage.steplen)
    live = ModulePage.objects.live().filter(alias_of=None).annotate(parent=parent)
    for module in live.filter(parent__in=list(languages)).order_by("path"):
        module.locale = languages[module.parent]
        found[module.parent].append(module)
    return found


def _titles(all_of: Iterable[ModulePage], but: Iterable[ModulePage]) -> tuple[str, ...]:
    known = {one.translation_key for one in but}
    return tuple(one.title for one in all_of if one.translation_key not in known)


class _Rules:
    """What each course asks for, told by keys that are the same in every language."""

    def __init__(self, courses: Iterable[CoursePage], modules: dict[str, list[ModulePage]]) -> None:
        self.modules = modules
        self.keys = {
            module.pk: plain_id(module.translation_key)
            for course in courses
            for module in modules[course.path]
        }

    def of(self, course: CoursePage) -> tuple[Any, ...]:
        package = getattr(course, "packagepage", None)
        return (
            [_untitled(one) for one in read_rule(course.completion_rule.raw_data, self.keys)],
            course.completion_attendance_percent,
            course.completion_modules,
            course.certificate,
            package.order if isinstance(package, PackagePage) else "",
        )


def _untitled(asked: Asked) -> Asked:
    match asked:
        case OneStep():
            return replace(asked, title="", step=plain_id(asked.step))
        case AnyOf():
            return AnyOf(tuple(tuple(map(_untitled, one)) for one in asked.alternatives))
    return asked


def _words_changed(pairs: list[Pair]) -> dict[int, datetime]:
    """By the translation: when its original got other words than it had when the translation was
    last published, or said to be up to date. Where that revision is gone, it did."""
    said = dict(
        PageLogEntry.objects.filter(page__in=[page.pk for page, _ in pairs], action=UP_TO_DATE)
        .order_by("timestamp")
        .values_list("page_id", "timestamp")
    )
    later = [
        (page, original, since)
        for page, original in pairs
        if original.last_published_at
        and (since := _latest(page.last_published_at, said.get(page.pk)))
        and original.last_published_at > since
    ]
    history: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    ids = {original.pk for _, original, _ in later}
    entries = PageLogEntry.objects.filter(page__in=ids, action__in=PUBLISHED)
    for page_id, at, revision in entries.order_by("timestamp", "pk").values_list(
        "page_id", "timestamp", "revision_id"
    ):
        history[page_id].append((at, revision))
    then = {page.pk: _live_at(history[original.pk], since) for page, original, since in later}
    wanted = {original.live_revision_id for _, original, _ in later} | set(then.values())
    words = {
        one.pk: dict(_words(one.content))
        for one in Revision.objects.filter(pk__in=wanted - {None, 0}).iterator()
    }
    return {
        page.pk: original.last_published_at
        for page, original, _ in later
        if then[page.pk] != 0
        and _differ(words.get(then[page.pk] or 0), words.get(original.live_revision_id or 0))
    }


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _live_at(history: list[tuple[datetime, int | None]], moment: datetime) -> int | None:
    """0: the original was not published yet, so there is nothing to hold it against."""
    before = [revision for at, revision in history if at <= moment]
    return before[-1] if before else 0


def _differ(then: dict[str, Any] | None, now: dict[str, Any] | None) -> bool:
    """A step that came or went is no matter of words."""
    if then is None or now is None:
        return True
    return any(then[part] != now[part] for part in then.keys() & now.keys())


def _words(content: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By the name of a field; of steps, by the id of each."""
    for name in WORDS:
        yield name, all_words(content.get(name) or "")
    yield "body", all_words(json.loads(content.get("body") or "[]"))
    yield "outcomes", tuple(one.get("text") for one in content.get("outcomes") or ())
    for step in json.loads(content.get("steps") or "[]"):
        yield plain_id(step.get("id")), all_words(step["value"])
