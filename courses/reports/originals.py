"""Which page of a translation group is the original, and a stamp that tells of any other's change.

The original is the course that has the occasions, else the oldest: as in catalogue files. A page
without translations costs no query: its stamp, which came with the page, is empty.
"""

from django.db.models import CharField, Exists, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from courses.models import CoursePage, ModulePage, Occasion
from courses.querysets import CourseQuerySet
from courses.reports.outline import Joined, joined_marks, modules_stamp


def module_translations_stamp() -> Coalesce:
    """The live pages of the same module in other languages, each in its revision."""
    others = ModulePage.objects.filter(live=True, translation_key=OuterRef("translation_key"))
    return joined_marks(others.exclude(pk=OuterRef("pk")))


def course_translations_stamp() -> Coalesce:
    """The live pages of the same course in other languages, each with its modules."""
    others = (
        CoursePage.objects.filter(live=True, translation_key=OuterRef("translation_key"))
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .annotate(
            mark=Concat(
                Cast("pk", CharField()),
                Value("="),
                Cast(Coalesce("live_revision_id", 0), CharField()),
                Value(";"),
                modules_stamp(),
                output_field=TextField(),
            ),
            one=Value(1),
        )
        .values("one")
        .annotate(stamp=Joined("mark"))
        .values("stamp")
    )
    return Coalesce(Subquery(others), Value(""), output_field=TextField())


def translations_stamp(page: ModulePage | CoursePage) -> str:
    """Read once for each page object."""
    kept = page.__dict__
    if "translations_stamp" not in kept:
        is_module = isinstance(page, ModulePage)
        stamp = module_translations_stamp() if is_module else course_translations_stamp()
        model = ModulePage if is_module else CoursePage
        rows = model.objects.filter(pk=page.pk).values_list(stamp, flat=True)
        kept["translations_stamp"] = rows.first() or ""
    return kept["translations_stamp"]


def originals_first(courses: CourseQuerySet) -> CourseQuerySet:
    """Aliases follow another page by themselves: they are no originals, and no translations."""
    owns = Exists(Occasion.objects.filter(course=OuterRef("pk")))
    return courses.filter(alias_of=None).annotate(owns=owns).order_by("-owns", "pk")


def original_of(course: CoursePage) -> CoursePage | None:
    """None where it is this page itself, or is not live. Read once for each page object."""
    kept = course.__dict__
    if "original" not in kept:
        kept["original"] = _original_of(course) if translations_stamp(course) else None
    return kept["original"]


def _original_of(course: CoursePage) -> CoursePage | None:
    group = CoursePage.objects.filter(translation_key=course.translation_key)
    original = originals_first(group.select_related("locale")).first()
    if original is None or original.pk == course.pk or not original.live:
        return None
    return original


def original_card() -> Subquery:
    """What the original of each queried course says on a card, in the same query."""
    group = CoursePage.objects.filter(translation_key=OuterRef("translation_key"))
    said = {name: name for name in ("pk", "live", "title", "subtitle", "summary")}
    card = JSONObject(**said, language="locale__language_code")
    return Subquery(originals_first(group).values(said=card)[:1])


def original_module(module: ModulePage, course: CoursePage | None) -> ModulePage | None:
    """The live module of the course's original; None where it is this one, or there is none."""
    if course is None or not translations_stamp(module):
        return None
    original = original_of(course)
    if original is None:
        return None
    page = (
        ModulePage.objects.live()
        .child_of(original)
        .filter(translation_key=module.translation_key)
        .first()
    )
    if page is not None:
        page.locale = original.locale
        page.__dict__["course"] = original
    return page
