"""Packages for the tests of learning: real pages, published as an editor publishes them."""

import uuid
from datetime import date

from wagtail.models import Locale, Page, Site

from courses.models import CataloguePage, ModulePage, PackagePage


def catalogue(language: str = "sv") -> CataloguePage:
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = CataloguePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    root = Page.objects.get(depth=1)
    home = Page.objects.filter(depth=2, locale=locale).first()
    if home is None:
        home = root.add_child(instance=Page(title="Hem", slug=f"home-{language}", locale=locale))
    page = home.add_child(instance=CataloguePage(title="Kurser", slug="kurser", locale=locale))
    page.save_revision().publish()
    return page


def site() -> Site:
    """The only site, with the Swedish home page as its root."""
    Site.objects.all().delete()
    return Site.objects.create(
        hostname="testserver", root_page=catalogue().get_parent(), is_default_site=True
    )


def question(kind: str, prompt: str = "Who leads?", **value) -> dict:
    return {"type": kind, "id": str(uuid.uuid4()), "value": {"prompt": prompt, **value}}


def choice(text: str, correct: bool = False, feedback: str = "") -> dict:
    return {
        "type": "item",
        "id": str(uuid.uuid4()),
        "value": {"text": text, "correct": correct, "feedback": feedback},
    }


def step(title: str = "Listen", **value) -> dict:
    content = value.pop(
        "content",
        [{"type": "paragraph", "id": str(uuid.uuid4()), "value": "Listen first."}],
    )
    return {
        "type": "step",
        "id": value.pop("uuid", str(uuid.uuid4())),
        "value": {
            "title": title,
            "form": "individual",
            "minutes": 10,
            "required": True,
            "content": content,
            "questions": [],
            "pass_percent": 0,
            **value,
        },
    }


def package(
    slug: str = "rytm", *, language: str = "sv", revised: bool = True, **fields
) -> PackagePage:
    """Without a revision it is live all the same, and made in half the time."""
    page = catalogue(language).add_child(
        instance=PackagePage(
            title=fields.pop("title", "Rytm i grupp"),
            slug=slug,
            published_on=date(2026, 1, 15),
            **fields,
        )
    )
    if revised:
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def module(
    course, *steps: dict, slug: str = "", live: bool = True, revised: bool = True, **fields
) -> ModulePage:
    number = course.get_children().count() + 1
    page = course.add_child(
        instance=ModulePage(
            title=fields.pop("title", f"Modul {number}"),
            slug=slug or f"modul-{number}",
            steps=[*steps] or [step()],
            live=live,
            **fields,
        )
    )
    if live and revised:
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def step_ids(page: ModulePage) -> list[str]:
    return [block["id"] for block in page.steps.raw_data]
