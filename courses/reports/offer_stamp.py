"""Other after anything of the offer but a page was changed: organisers, topics and so on."""

from secrets import token_hex
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

KEY = "vidare:offer"


def offer_stamp() -> str:
    stamp: str | None = cache.get(KEY)
    if stamp is None:
        stamp = token_hex(8)
        cache.set(KEY, stamp, None)
    return stamp


def forget_offer(**_signal: Any) -> None:
    cache.delete(KEY)


def watch_offer() -> None:
    for model in apps.get_app_config("courses").get_models():
        if not issubclass(model, Page):
            post_save.connect(forget_offer, sender=model)
            post_delete.connect(forget_offer, sender=model)
