"""How dates, names and numbers are written in the reader's language. Loaded with `vidare`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from courses.models.choices import VenueKind
from courses.models.entries import place_name
from courses.reports.duration import duration
from courses.rules.html import linkify_plain
from courses.rules.lists import babel_locale, both
from courses.rules.partial_dates import (
    format_day,
    format_partial,
    format_span,
    parse_partial,
    week_label,
)

register = template.Library()
register.filter(duration)
register.filter(place_name)


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
def place_names(venues: Any, at_most: int = 4) -> str:
    """Several ways of attending in one short line."""
    names = list(dict.fromkeys(place_name(venue) for venue in venues))
    # "Luleå og på nett": words of ours have a capital only where the line begins.
    ours = {str(label) for label in VenueKind.labels} | {_("Place to be decided")}
    names[1:] = [name[0].lower() + name[1:] if name in ours else name for name in names[1:]]
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
def in_language(words: str, code: str) -> str:
    """Inside a sentence: marked, where the language is another than the sentence's."""
    return format_html('<span lang="{}">{}</span>', code, words) if code else words


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
