"""Pages that show what is somebody's own: once they have signed out, Back does not show them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.models import Page

PRIVATE = "private, no-store"
Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponseBase]


def keep_private(serve: Serve) -> Serve:
    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    return inner
