"""Words of the site's shell: its menu, its languages, its foot."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from cms.models.site_settings import SiteSettings
from courses.rules.partial_dates import format_day

register = template.Library()
CHROME_SECONDS = 60
SITES_KEPT = 20


@dataclass
class Link:
    title: str
    url: str


@dataclass
class Chrome:
    """What stands around every page, in one language. It is cached, for it is on every page."""

    name: str
    language_name: str
    home_url: str = "/"
    homes: dict[str, str] = field(default_factory=dict)
    menu: list[Link] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    email: str = ""
    phone: str = ""
    address: str = ""
    privacy_url: str = ""
    accessibility_url: str = ""
    stamp: str = field(default="", repr=False)


@dataclass
class Translation:
    code: str
    name: str
    url: str
    full_url: str = ""
    current: bool = False


@dataclass
class Updated:
    iso: str
    words: str


def chrome_key(language: str) -> str:
    return f"vidare-chrome-{language}"


def translations_key(page: Page) -> str:
    return f"vidare-translations-{page.translation_key}"


@register.simple_tag(takes_context=True)
def site_chrome(context: template.Context) -> Chrome:
    return chrome_here(context.get("request"))


def chrome_here(request: Any) -> Chrome:
    """Of the site at the address that was asked for: there may be several in one database."""
    language, host = get_language() or settings.LANGUAGE_CODE, host_of(request)
    kept: dict[str, Chrome] = cache.get(chrome_key(language)) or {}
    chrome = kept.get(host)
    if chrome is None:
        chrome = read_chrome(request, language)
        chrome.stamp = repr(chrome)
        others = kept if len(kept) < SITES_KEPT else {}
        cache.set(chrome_key(language), others | {host: chrome}, CHROME_SECONDS)
    return chrome


def host_of(request: Any) -> str:
    try:
        return request.get_host() if hasattr(request, "get_host") else ""
    except DisallowedHost:
        return ""


def shell_stamp(request: Any, page: Page) -> str:
    """What of the shell around a page may change while the page does not."""
    return f"{chrome_here(request).stamp}{translations_here(page, request)}"


def read_chrome(request: Any, language: str) -> Chrome:
    info = get_language_info(language)
    name = settings.WAGTAIL_SITE_NAME
    chrome = Chrome(name=name, language_name=info["name_local"].capitalize())
    site = Site.find_for_request(request) if request else None
    if site is None:
        return chrome
    home = site.root_page
    homes = {page.locale.language_code: page for page in siblings(home)}
    chrome.homes = {code: page.get_url(request) or "/" for code, page in homes.items()}
    home = homes.get(language, home)
    chrome.home_url = home.get_url(request) or "/"
    chrome.menu = [
        Link(page.title, page.get_url(request))
        for page in home.get_children()
        .live()
        .public()
        .filter(
            Q(show_in_menus=True) | Q(cataloguepage__isnull=False) | Q(newsindexpage__isnull=False)
        )
        .order_by("path")
    ]
    kept = SiteSettings.for_site(site)
    chrome.name = kept.organisation_name or name
    chrome.email, chrome.phone = kept.contact_email, kept.contact_phone
    chrome.address = kept.contact_address
    chrome.links = [Link(link.text, link.url) for link in kept.footer_links.all()]
    for what in ("privacy", "accessibility"):
        page = getattr(kept, f"{what}_page")
        if page:
            setattr(chrome, f"{what}_url", page.localized.get_url(request) or "")
    return chrome


def siblings(page: Page) -> Any:
    return page.get_translations(inclusive=True).live().select_related("locale")


@register.simple_tag(takes_context=True)
def translations_of(context: template.Context, page: Any) -> list[Translation]:
    """The page's own translations. The language menu leads to these, else to a home page."""
    request = context.get("request")
    chrome = context.get("chrome")
    own: dict[str, Translation] = {}
    if isinstance(page, Page) and page.pk and page.live:
        own = translations_here(page, request)
    current = get_language()
    here = []
    for code in settings.VIDARE_LANGUAGES:
        if code in own:
            url = own[code].url
        elif isinstance(page, Page) or request is None:
            url = chrome.homes.get(code) if chrome else None
        else:  # an address without a language: the same page in another
            again = urlencode({"next": request.get_full_path()})
            url = f"{reverse('accounts:language', args=[code])}?{again}"
        if url:
            name = get_language_info(code)["name_local"].capitalize()
            here.append(Translation(code, name, url, current=code == current))
    context.dicts[0]["languages_here"] = here
    return list(own.values()) if len(own) > 1 else []


def translations_here(page: Page, request: Any) -> dict[str, Translation]:
    key = translations_key(page)
    own: dict[str, Translation] | None = cache.get(key)
    if own is None:
        own = read_translations(page, request)
        cache.set(key, own, CHROME_SECONDS)
    return own


def read_translations(page: Page, request: Any) -> dict[str, Translation]:
    return {
        other.locale.language_code: Translation(
            other.locale.language_code,
            "",
            other.get_url(request) or "",
            other.get_full_url(request) or "",
        )
        for other in siblings(page)
    }


@register.simple_tag
def may_edit(user: Any) -> bool:
    """Whether the person works in the admin. Only a link hangs on it: the admin asks for itself."""
    key = f"vidare-may-edit-{user.pk}"
    answer = cache.get(key)
    if answer is None:
        answer = user.has_perm("wagtailadmin.access_admin")
        cache.set(key, answer, CHROME_SECONDS)
    return answer


@register.simple_tag
def last_updated(page: Any) -> Updated | None:
    """Of a course, what its editor wrote; of any other page, when it was last published."""
    language = get_language() or settings.LANGUAGE_CODE
    given = getattr(getattr(page, "specific", page), "updated", "")
    if given:
        moment = parse_datetime(given)
        if moment is None or len(given) == 10:
            day = parse_date(given)
            return Updated(given, format_day(day, language)) if day else None
        return Updated(given, words(moment, language))
    published = getattr(page, "last_published_at", None)
    if published is None:
        return None
    local = timezone.localtime(published)
    return Updated(local.isoformat(timespec="minutes"), words(local, language))


def words(moment: datetime, language: str) -> str:
    """Swedish writes the date as the standard has it: 2023-07-03 09:43."""
    if language == "sv":
        return moment.strftime("%Y-%m-%d %H:%M")
    at = {"en": ", ", "fi": " klo\u00a0"}.get(language, " kl.\u00a0")
    return f"{format_day(moment.date(), language)}{at}{moment:%H:%M}"
