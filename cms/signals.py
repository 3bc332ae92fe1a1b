"""What stands around every page is cached for a minute: an editor sees a change of it at once."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from cms.models import SiteSettings
from cms.templatetags.site import chrome_key, translations_key


def forget_page(instance: Page, **_kwargs: Any) -> None:
    cache.delete(translations_key(instance))
    forget_chrome()


def forget_chrome(**_kwargs: Any) -> None:
    cache.delete_many([chrome_key(code) for code, _name in settings.LANGUAGES])


def watch() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed):
        signal.connect(forget_page)
    post_save.connect(forget_chrome, sender=SiteSettings)
