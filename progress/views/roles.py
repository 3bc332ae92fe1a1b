"""The roles of who is signed in, for the menu on every page."""

import time

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from progress.reports.roles import Roles, roles_of

KEY = "progress_roles"
SECONDS = 600


def roles_here(request: HttpRequest) -> Roles:
    """From the session where it was signed in by the form, so that the menu asks nothing.

    They open no door: each door asks for itself.
    """
    if not request.user.is_authenticated:
        return Roles()
    kept = request.session.get(KEY)
    if kept and kept["until"] > time.time():
        return Roles(leads=kept["leads"], manages=kept["manages"])
    if kept:
        return remember_roles(request)
    return roles_of(request.user, timezone.localdate())


def remember_roles(request: HttpRequest) -> Roles:
    roles = roles_of(request.user, timezone.localdate())
    until = int(time.time()) + SECONDS
    request.session[KEY] = {"leads": roles.leads, "manages": roles.manages, "until": until}
    return roles


def header_user(request: HttpRequest, page: object, **extra: object) -> SafeString:
    """In the menu of one's name: where one's parts are played."""
    if request is None or not request.user.is_authenticated:
        return SafeString("")
    context = {"roles": roles_here(request)}
    return render_to_string("progress/slots/header_user.html", context, request)
