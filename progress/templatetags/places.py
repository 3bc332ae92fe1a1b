"""What the rules on places say, in words of the reader's language."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import get_language

from progress.forms.sentences import sentence as _sentence
from progress.rules.offers import Moment, Refusal

register = template.Library()


@register.simple_tag
def sign_in_url() -> str:
    """The host's own door: LOGIN_URL, an address or the name of one."""
    return resolve_url(settings.LOGIN_URL)


@register.filter
def sentence(refusal: Refusal) -> str:
    return _sentence(refusal)


@register.filter
def in_words(moment: Moment) -> str:
    return moment.in_words(get_language() or "en")
