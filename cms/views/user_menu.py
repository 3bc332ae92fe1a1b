"""The menu of one's name: its words are kept, its name, doors and token are put in each time."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.templatetags.site import may_edit
from courses.reports.holes import Hole, Holes, Piece, fill_slot


def user_menu(request: HttpRequest | None, page: Any, **_extra: object) -> SafeString:
    if request is None or not hasattr(request, "user"):
        return _sign_in(get_language(), "")
    if not request.user.is_authenticated:
        return _sign_in(get_language(), request.path if page else "")
    pk = getattr(page, "pk", None)
    own = {
        "name": conditional_escape(request.user.get_short_name()),
        "token": get_token(request),
        "header_user": fill_slot(request, page, Hole("header_user", {})),
        "page": str(pk),
    }
    pieces = _menu(get_language(), may_edit(request.user), bool(pk))
    return SafeString("".join([own[one.name] if isinstance(one, Hole) else one for one in pieces]))


@lru_cache
def _menu(_language: str, is_editor: bool, is_page: bool) -> list[Piece]:
    """The same for everybody: it is given no name."""
    holes = Holes()
    edit_url = SafeString("")
    if is_editor and is_page:
        before, after = reverse("wagtailadmin_pages:edit", args=[0]).split("0")
        edit_url = SafeString(f"{before}{holes.mark('page')}{after}")
    context = {
        "request": SimpleNamespace(vidare_holes=holes),
        "name": holes.mark("name"),
        "token": holes.mark("token"),
        "is_editor": is_editor,
        "edit_url": edit_url,
    }
    return holes.split(render_to_string("parts/user_menu.html", context))


@lru_cache
def _sign_in(_language: str, next: str) -> SafeString:
    return render_to_string("parts/sign_in_link.html", {"next": next})
