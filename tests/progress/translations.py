"""A package in two languages, for the tests of translations."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from courses.models import ModulePage, PackagePage
from tests.progress.packages import catalogue, module, package


@dataclass
class Both:
    """`first` and `second` are the module in Swedish, the original, and in Bokmål."""

    course: PackagePage
    other: PackagePage
    first: ModulePage
    second: ModulePage


def in_both(steps: list[dict], translated: list[dict], **fields) -> Both:
    """Steps that are translations of each other have the same UUID."""
    homes = [catalogue(language).get_parent() for language in ("sv", "nb")]
    Page.objects.filter(pk=homes[1].pk).update(translation_key=homes[0].translation_key)
    Site.clear_site_root_paths_cache()
    course = package("rytm")
    other = package(
        "rytme", language="nb", translation_key=course.translation_key, title="Rytme i gruppe"
    )
    first = module(course, *steps, slug="puls", title="Puls", **fields)
    second = module(
        other,
        *translated,
        slug="pulsen",
        title="Pulsen",
        translation_key=first.translation_key,
        **fields,
    )
    return Both(course, other, first, second)


def paragraph(words: str) -> list[dict]:
    return [{"type": "paragraph", "id": "", "value": words}]
