"""The roles of who is signed in, for the menu on every page."""

import time
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from progress.models.accounts import Person
from progress.permissions import may_organise, may_see_reviews
from progress.reports.roles import Roles, roles_of
from progress.views.saving import device_key

KEY = "progress_roles"
SECONDS = 600


def remember_roles(request: HttpRequest, user: Person, **_signal: Any) -> Roles:
    """At sign-in, and now and then: so the menu on every page asks the database nothing.

    What is remembered opens no door: each door asks for itself.
    """
    roles = roles_of(user, timezone.localdate())
    until = int(time.time()) + SECONDS
    request.session[KEY] = {
        "leads": roles.leads,
        "manages": roles.manages,
        "teaches": roles.teaches,
        "organises": may_organise(user),
        "reviews": may_see_reviews(user),
        "until": until,
    }
    return roles


def roles_here(request: HttpRequest) -> Roles:
    kept = request.session.get(KEY)
    if kept and kept["until"] > time.time():
        teaches = kept.get("teaches", False)
        return Roles(leads=kept["leads"], manages=kept["manages"], teaches=teaches)
    return remember_roles(request, request.user)


def header_user(request: HttpRequest, page: object, **extra: object) -> SafeString:
    """In the menu of one's name: where one's parts are played."""
    if request is None or not request.user.is_authenticated:
        return SafeString("")
    roles = roles_here(request)
    kept = request.session[KEY]
    more = [kept.get(name, False) for name in ("organises", "reviews")]
    # By its key the page finds what of this person's work waits on the device to be sent.
    device = format_html('<li hidden data-device="{}"></li>', device_key(request.user.pk))
    return _doors(get_language(), roles, *more) + device


@lru_cache
def _doors(_language: str, roles: Roles, organises: bool, reviews: bool) -> SafeString:
    context = {"roles": roles, "organises": organises, "reviews": reviews}
    return render_to_string("progress/slots/header_user.html", context)
