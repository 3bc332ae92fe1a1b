"""The demo's pages beside the courses: homes, catalogues, pages of text, news, settings."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from cms.demo.files import MEDIA, PAGES
from cms.models import HomePage, NewsIndexPage, NewsPage, SiteSettings, StandardPage
from courses.models import CatalogueFile, CataloguePage

ZONE = ZoneInfo("Europe/Stockholm")
FIRST = "sv"
AnyPage = TypeVar("AnyPage", bound=Page)


def texts() -> dict[str, dict[str, Any]]:
    return json.loads(PAGES.read_text(encoding="utf-8"))


def make_frame() -> None:
    """A home and a catalogue in each language: what an import of courses stands on."""
    root = Page.objects.get(depth=1)
    homes = {}
    for language, words in texts().items():
        locale, _made = Locale.objects.get_or_create(language_code=language)
        homes[language] = put(root, HomePage, locale, "home", words["home"])
        put(homes[language], CataloguePage, locale, "catalogue", words["catalogue"])
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": homes[FIRST],
            "site_name": "Vidare",
            "hostname": "127.0.0.1",
            "port": 8000,
        },
    )
    for welcome in Page.objects.filter(depth=2).exclude(pk__in=[h.pk for h in homes.values()]):
        if welcome.specific_class is Page and not welcome.get_children().exists():
            welcome.delete()


def make_pages() -> None:
    for language, words in texts().items():
        locale = Locale.objects.get(language_code=language)
        home = HomePage.objects.get(locale=locale)
        for said in words["pages"]:
            fields = {name: value for name, value in said.items() if name not in ("key", "updated")}
            page = put(home, StandardPage, locale, said["key"], fields)
            updated = said.get("updated")
            if updated:
                moment = datetime.datetime.fromisoformat(updated).replace(tzinfo=ZONE)
                date_back(page, moment)
        index = put(home, NewsIndexPage, locale, "news", words["news_index"])
        for fields in words["news"]:
            make_news(index, locale, dict(fields))


def make_news(index: NewsIndexPage, locale: Locale, fields: dict[str, Any]) -> None:
    fields["image"] = picture(fields["image"], fields["image_alt"])
    fields["date"] = datetime.date.fromisoformat(fields["date"])
    page = put(index, NewsPage, locale, fields["slug"], fields)
    date_back(page, datetime.datetime.combine(fields["date"], datetime.time(9), tzinfo=ZONE))


def make_settings() -> None:
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.organisation_name = "Vidare"
    settings.contact_email = "kurs@example.org"
    pages = {page.title: page for page in StandardPage.objects.filter(locale__language_code=FIRST)}
    words = {page["key"]: page["title"] for page in texts()[FIRST]["pages"]}
    settings.privacy_page = pages[words["privacy"]]
    settings.accessibility_page = pages[words["accessibility"]]
    settings.save()


def put(
    parent: Page, kind: type[AnyPage], locale: Locale, key: str, fields: dict[str, Any]
) -> AnyPage:
    """The published page of this key and language; made when it is not there yet."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/demo/{key}")
    page = kind.objects.filter(translation_key=identity, locale=locale).first()
    if page is None:
        body = fields.get("body")
        plain = {name: value for name, value in fields.items() if name != "body"}
        page = kind(locale=locale, translation_key=identity, **plain)
        if body:
            page.body = kind._meta.get_field("body").to_python(list(with_ids(key, body)))
        parent.add_child(instance=page)
        page.save_revision().publish()
    return page


def with_ids(key: str, blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, block in enumerate(blocks):
        yield block | {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"demo/{key}/{number}"))}


def date_back(page: Page, moment: datetime.datetime) -> None:
    """A page that tells of its time is dated then, as its foot says."""
    Page.objects.filter(pk=page.pk).update(
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
    )


def picture(name: str, title: str) -> Any:
    """The picture that the catalogue's import brought, or else a new one."""
    content = (MEDIA / name).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    known = CatalogueFile.objects.filter(digest=digest, image__isnull=False).first()
    if known:
        return known.image
    with (MEDIA / name).open("rb") as file:
        return get_image_model().objects.create(title=title[:255], file=ImageFile(file, name))
