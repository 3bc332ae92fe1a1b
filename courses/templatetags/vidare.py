"""Template words of the plugin: slots, which apps above fill through Wagtail's hook registry,
and how dates, names, icons and drawings are written."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.models.choices import VenueKind
from courses.models.modules import ModulePage
from courses.reports.listing import Listing, read_listing
from courses.reports.schedule import Schedule, read_schedule
from courses.rules.html import linkify_plain
from courses.rules.icons import ICONS
from courses.rules.lists import babel_locale, both, either
from courses.rules.motif import draw
from courses.rules.partial_dates import (
    format_day,
    format_partial,
    format_span,
    parse_partial,
    week_label,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **extra: Any) -> SafeString:
    """What the apps above courses have to say here; nothing where none is installed.

    They register a function (request, page, **extra) under vidare_slot_<name>.
    """
    request, page = context.get("request"), context.get("page")
    fillers = hooks.get_hooks(f"vidare_slot_{name}")
    parts = (filler(request, page, **extra) for filler in fillers)
    return format_html_join("", "{}", ((part,) for part in parts if part))


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


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def partial_date(text: str) -> str:
    return format_partial(text, language())


@register.filter
def partial_month(text: str) -> str:
    """ "2026-11" as the words of a month, beginning with a capital."""
    words = format_partial(text, language())
    return words[:1].upper() + words[1:]


@register.filter
def day(value: date | datetime | str | None) -> str:
    """ "27 April 2023", in words of the reader's language."""
    if isinstance(value, str):
        value = parse_date(value[:10])
    if value is None:
        return ""
    return format_day(value.date() if isinstance(value, datetime) else value, language())


@register.filter
def short_month(value: date) -> str:
    return format_date(value, "LLL", locale=babel_locale(language()))


@register.filter
def weekday_day(value: date | None) -> str:
    return format_day(value, language(), with_weekday=True) if value else ""


@register.filter
def week(value: date | None) -> str:
    return week_label(value, language()) if value else ""


@register.simple_tag
def days(first: date | None, last: date | None) -> str:
    """From a day to another, saying no more than is needed: "24–26 October 2022"."""
    if first is None:
        return ""
    if last is None or last == first:
        return format_day(first, language(), with_weekday=True)
    return format_partial(f"{first.isoformat()}/{last.isoformat()}", language())


@register.simple_tag
def weeks(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    begins = week_label(first, language())
    if last is None or last.isocalendar()[:2] == first.isocalendar()[:2]:
        return begins
    return f"{begins}–{last.isocalendar().week}"


@register.simple_tag
def span(start: datetime, end: datetime) -> str:
    return format_span(start, end, language())


@register.filter
def clock(value: datetime) -> str:
    return value.strftime("%H.%M" if language() == "fi" else "%H:%M")


@register.filter
def is_range(text: str) -> bool:
    return parse_partial(text).is_range


@register.filter
def place_name(venue: Any) -> str:
    """Where it is: decided, one of several, to be decided, online, or with a group of one's own."""
    if venue.kind != VenueKind.PLACE:
        return venue.name or str(VenueKind(venue.kind).label)
    if venue.places:
        return either(venue.places, language())
    return venue.name or _("Place to be decided")


@register.filter
def place_names(venues: Any, at_most: int = 4) -> str:
    """Several ways of attending in one short line."""
    names = list(dict.fromkeys(place_name(venue) for venue in venues))
    if len(names) > at_most:
        rest = len(names) - at_most + 1
        return _("%(names)s and %(number)d more") % {
            "names": ", ".join(names[: at_most - 1]),
            "number": rest,
        }
    return both(names, language())


@register.filter
def language_name(code: str) -> str:
    try:
        return get_language_info(code)["name_local"].capitalize()
    except KeyError:
        return code


@register.filter
def duration(minutes: int | None) -> str:
    """Clock time of 60 minutes to the hour."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(number)d min") % {"number": rest}
    if not rest:
        return _("%(number)d h") % {"number": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.simple_tag(takes_context=True)
def listing_of(context: template.Context, catalogue: Any) -> Listing:
    """What the catalogue shows of what the address asks for."""
    query = context["request"].GET if "request" in context else {}
    return read_listing(catalogue.locale.language_code, query, query.get("page"))


@register.simple_tag
def schedule(page: Any) -> Schedule:
    return read_schedule(page.translation_key)


@register.simple_tag
def outline(page: Any) -> list[Any]:
    """A course's live modules in order."""
    return list(ModulePage.objects.live().child_of(page).order_by("path"))


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The same address, at another page of a listing."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def plain_text(text: str) -> SafeString:
    return mark_safe(linkify_plain(text or ""))


@register.filter
def host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def is_media(address: str | None) -> bool:
    """Whether a player can be given the address, or only a link to it."""
    path = urlsplit(address or "").path.lower()
    return path.endswith((".mp4", ".webm", ".ogv", ".ogg", ".oga", ".mp3", ".m4a", ".wav"))


@register.filter
def amount(value: Decimal) -> str:
    """Without decimals where there are none: "990", "1 250,50"."""
    return format_decimal(value, format="#,##0.##", locale=babel_locale(language()))


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
