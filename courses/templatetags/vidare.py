"""Template words of the plugin: slots, which apps above fill through Wagtail's hook registry,
and how dates, names, icons and drawings are written."""

from functools import cache, lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from courses.models.modules import ModulePage
from courses.models.pages import DatedCoursePage
from courses.reports.course_langs import read_course_langs
from courses.reports.holes import NOTHING, Hole, Holes, fill_slot
from courses.reports.listing import Listing, read_listing
from courses.reports.outline import asked_attendance
from courses.reports.schedule import read_schedule
from courses.reports.schedule_lines import Schedule
from courses.reports.tour_areas import TourAreas, read_tour_areas
from courses.reports.untranslated import UntranslatedModules, untranslated_modules
from courses.rules.course_langs import NO_COURSE_LANGS, CourseLangs
from courses.rules.icons import ICONS
from courses.rules.langs import BlockLang
from courses.rules.motif import draw
from courses.templatetags import words

register = template.Library()
register.filters |= words.register.filters
register.tags |= words.register.tags


@register.simple_tag(takes_context=True)
def slot(
    context: template.Context,
    name: str,
    *,
    empty: SafeString = NOTHING,
    decides: bool = False,
    **extra: Any,
) -> SafeString:
    """What the apps above courses have to say here; else `empty`, where none is installed.

    They register a function (request, page, **extra) under vidare_slot_<name>. While a page is
    made into pieces, a mark stands for what they say; but one that `decides` about the rest of the
    page was asked before, and said nothing.
    """
    request = context.get("request")
    holes: Holes | None = getattr(request, "vidare_holes", None)
    if holes is None:
        return fill_slot(request, context.get("page"), Hole(name, extra, empty))
    return NOTHING if decides else holes.mark(name, extra, empty)


@register.simple_tag
@cache
def icon(name: str, extra_class: str = "") -> SafeString:
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        extra_class,
        ICONS[name],
    )


@register.simple_tag
def motif(seed: Any, kind: str, topics: Any = ()) -> SafeString:
    """The drawing of a course that has no picture."""
    return _motif(str(seed), kind, tuple(str(topic) for topic in topics))


@lru_cache(maxsize=2048)
def _motif(seed: str, kind: str, topics: tuple[str, ...]) -> SafeString:
    paths = "".join(
        f'<path class="m{shape.tone}" d="{shape.path}"/>' for shape in draw(seed, kind, topics)
    )
    return mark_safe(  # made of numbers, by our own rule
        f'<svg class="motif motif--{conditional_escape(kind)}" viewBox="0 0 320 120" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{paths}</svg>'
    )


@register.simple_tag(takes_context=True)
def listing_of(context: template.Context, catalogue: Any) -> Listing:
    """What the catalogue shows of what the address asks for."""
    query = context["request"].GET if "request" in context else {}
    return read_listing(catalogue.locale.language_code, query, query.get("page"))


@register.simple_tag
def schedule(page: Any) -> Schedule:
    return read_schedule(page.translation_key)


@register.simple_tag(takes_context=True)
def tour_areas(context: template.Context, schedule: Schedule) -> TourAreas:
    """The gatherings of a tour for the area that the address asks for."""
    query = context["request"].GET if "request" in context else {}
    return read_tour_areas(schedule, query.get("area", ""))


@register.simple_tag
def attendance_of(page: Any, modules: list[Any]) -> int | None:
    """The share of the time that a course asks for."""
    is_dated = isinstance(page, DatedCoursePage)
    return asked_attendance(page, is_dated=is_dated, has_modules=bool(modules))


@register.simple_tag
def outline(page: Any) -> list[Any]:
    """A course's live modules in order."""
    return list(ModulePage.objects.live().child_of(page).order_by("path"))


@register.simple_tag
def untranslated(page: Any) -> UntranslatedModules | None:
    """What the original has and this language lacks; a page that is not saved yet has none."""
    return untranslated_modules(page) if page.pk and page.live else None


@register.simple_tag
def course_langs(page: Any) -> CourseLangs:
    """Which of the page's words are still the original's; a new page has none."""
    return read_course_langs(page) if page.pk else NO_COURSE_LANGS


@register.simple_tag
def outcome_lang(langs: CourseLangs, text: str) -> str:
    return langs.of_outcome(text)


@register.simple_tag
def module_langs(langs: CourseLangs, module: Any) -> tuple[str, str]:
    return langs.of_module(module.translation_key, module.title, module.summary)


@register.simple_tag
def with_langs(content: Any, langs: Any) -> list[tuple[Any, BlockLang]]:
    """Blocks, each beside its language; empty where all are in the page's own."""
    return list(zip(content, langs, strict=True)) if langs and any(langs) else []


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The same address, at another page of a listing."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def ancestors_of(context: template.Context, page: Any) -> list[Page]:
    """The pages above, from the site's first one down."""
    if not page.pk or page.depth < 3:
        return []
    above = page.get_ancestors().filter(depth__gte=2).order_by("depth")
    return [one for one in above if one.live]


@register.simple_tag
def related(page: Any, name: str, target: str) -> list[Any]:
    """A page's ordered children with what each points to, in one query."""
    return list(getattr(page, name).select_related(target))


@register.simple_tag
def catalogue_url(page: Any) -> str:
    """Of the catalogue that the course stands in."""
    parent = page.get_parent() if page.pk else None
    return (parent.get_url() or "") if parent else ""


@register.simple_tag
def module_url(course: Any, module: Any) -> str:
    return f"{course.get_url() or ''}{module.slug}/"
