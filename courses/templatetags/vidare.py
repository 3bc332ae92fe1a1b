"""Template words of the plugin: slots, which apps above fill through Wagtail's hook registry."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

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
