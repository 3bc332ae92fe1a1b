from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from progress.reports.scope import scope_of

SAFE = ("GET", "HEAD")


def for_managers(methods: Sequence[str] = SAFE) -> Callable[[Any], Any]:
    """The view gets the manager's scope; who manages nothing is refused."""

    def guard(view: Any) -> Any:
        @wraps(view)
        @login_required
        @require_http_methods([*methods])
        def guarded(request: HttpRequest, **where: Any) -> HttpResponseBase:
            scope = scope_of(request.user, timezone.localdate())
            if not scope.paths:
                raise PermissionDenied
            response: HttpResponseBase = view(request, scope, **where)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return guarded

    return guard
