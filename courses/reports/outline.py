"""The outline of a course: one query that says whether the kept one still holds, or one more."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import (
    Aggregate,
    CharField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from courses.models import CoursePage, ModuleOrder, ModulePage, PackagePage
from courses.rules.completion import Asked, Attendance, pages_in, read_rule
from courses.rules.outline import Module, Outline, plain_id, read_steps

KEPT_SECONDS = 24 * 60 * 60
ATTENDANCE_PERCENT = 75


class Joined(Aggregate):
    """All values of a group in one text, in no order that may be relied on."""

    name = "Joined"
    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def modules_stamp(path: str = "path") -> Coalesce:
    """Which modules of a course are live, where, and in which revision: changes when they do.

    `path` leads from the queried model to the course's path.
    """
    return joined_marks(
        ModulePage.objects.filter(
            live=True,
            path__gt=OuterRef(path),
            path__lte=Concat(OuterRef(path), Value("ZZZZ")),
        )
    )


def joined_marks(modules: QuerySet[ModulePage]) -> Coalesce:
    """Of modules that are looked up for each row: where, and in which revision."""
    marked = (
        modules.order_by()
        .annotate(
            mark=Concat(
                "path",
                Value(":"),
                Cast(Coalesce("live_revision_id", 0), CharField()),
                Value("@"),
                Coalesce(Cast("last_published_at", CharField()), Value("")),
                output_field=CharField(),
            ),
            one=Value(1),
        )
        .values("one")
        .annotate(stamp=Joined("mark"))
        .values("stamp")
    )
    return Coalesce(Subquery(marked), Value(""), output_field=TextField())


def course_outline(course: CoursePage, stamp: str | None = None) -> Outline:
    """What is live of a course now. `stamp` is modules_stamp() where a query brought it already.

    A page that was published without a revision cannot be told from its next self: then nothing
    is kept.
    """
    if stamp is None:
        stamp = (
            CoursePage.objects.filter(pk=course.pk).values_list(modules_stamp(), flat=True).first()
        )
    holds = f"{course.live_revision_id}@{course.last_published_at}|{stamp}|{attendance_percent()}"
    key = f"vidare:outline:{course.pk}"
    kept = cache.get(key)
    if kept is not None and kept[0] == holds:
        return kept[1]
    outline = read_outline(course)
    if course.live_revision_id and ":0@" not in (stamp or ""):
        cache.set(key, (holds, outline), KEPT_SECONDS)
    return outline


def attendance_percent() -> int:
    """What a dated course asks for that says nothing of it and has no modules."""
    return getattr(settings, "VIDARE_ATTENDANCE_PERCENT", ATTENDANCE_PERCENT)


def asked_attendance(course: CoursePage, *, is_dated: bool, has_modules: bool) -> int | None:
    """The share of the time, in per cent; None where nobody asks who was there."""
    if rule := list(course.completion_rule.raw_data):
        said = (one for one in read_rule(rule, {}) if isinstance(one, Attendance))
        return next((one.percent for one in said), None)
    if course.completion_attendance_percent is None and is_dated and not has_modules:
        return attendance_percent()
    return course.completion_attendance_percent


def read_outline(course: CoursePage) -> Outline:
    modules = list(
        ModulePage.objects.filter(
            live=True, path__gt=course.path, path__lte=course.path + "ZZZZ"
        ).order_by("path")
    )
    package = PackagePage.objects.filter(pk=course.pk).only("order").first()
    rule = course_rule(course, modules)
    return Outline(
        pk=course.pk,
        key=plain_id(course.translation_key),
        order=package.order if package else ModuleOrder.FREE.value,
        modules_needed=None if rule else course.completion_modules,
        attendance_percent=asked_attendance(
            course, is_dated=package is None, has_modules=bool(modules)
        ),
        modules=tuple(read_module(module) for module in modules),
        rule=rule,
    )


def course_rule(course: CoursePage, modules: Iterable[ModulePage] = ()) -> tuple[Asked, ...]:
    """One query where it speaks of modules that are not among those read already."""
    blocks = list(course.completion_rule.raw_data)
    keys = {module.pk: plain_id(module.translation_key) for module in modules}
    if others := pages_in(blocks) - keys.keys():
        found = ModulePage.objects.filter(pk__in=others).values_list("pk", "translation_key")
        keys |= {pk: plain_id(key) for pk, key in found}
    return read_rule(blocks, keys)


def read_module(module: ModulePage) -> Module:
    return Module(
        pk=module.pk,
        key=plain_id(module.translation_key),
        slug=module.slug,
        title=module.title,
        role=module.role,
        required=module.required,
        revision=module.live_revision_id,
        published_at=module.last_published_at.isoformat() if module.last_published_at else "",
        steps=read_steps(module.steps.raw_data),
    )
