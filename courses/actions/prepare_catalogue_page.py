from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.models import CataloguePage

TITLES = {
    "sv": ("Kurser", "kurser"),
    "nb": ("Kurs", "kurs"),
    "nn": ("Kurs", "kurs"),
    "en": ("Courses", "courses"),
    "se": ("Kurssat", "kurssat"),
    "fi": ("Kurssit", "kurssit"),
}


class NoSiteError(LookupError):
    """There is no site whose home a catalogue could stand under."""


@transaction.atomic
def prepare_catalogue_page(*, language: str) -> CataloguePage:
    """The catalogue of a language; made where there is none, with the locale and a home for it.

    A made catalogue stands under the default site's home in that language. Where the home has no
    such translation, it is copied and published; an editor translates it later.
    """
    locale, _made = Locale.objects.get_or_create(language_code=language)
    found = CataloguePage.objects.filter(locale=locale, alias_of=None).order_by("path").first()
    if found is not None:
        return found
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise NoSiteError("Make a site with a home page first (Settings, Sites).")
    home = _home(site.root_page, locale)
    title, slug = TITLES.get(language, TITLES["en"])
    catalogue = CataloguePage(title=title, slug=_free_slug(home, slug), locale=locale)
    if other := CataloguePage.objects.filter(alias_of=None).order_by("path").first():
        catalogue.translation_key = other.translation_key
    home.add_child(instance=catalogue)
    catalogue.save_revision().publish()
    return catalogue


def _home(root: Page, locale: Locale) -> Page:
    if root.locale_id == locale.pk:
        return root
    home = root.get_translation_or_none(locale)
    if home is None:
        home = root.specific.copy_for_translation(locale)
        home.save_revision().publish()
    return home


def _free_slug(home: Page, slug: str) -> str:
    taken = set(home.get_children().values_list("slug", flat=True))
    return next(name for name in (slug, f"{slug}-vidare", f"{slug}-2") if name not in taken)
