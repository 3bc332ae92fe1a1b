"""On a package's page: the way to take it with colleagues."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.models import PackagePage
from progress.views.roles import roles_here


def course_aside(request: HttpRequest, page: Any, **extra: Any) -> SafeString | str:
    """For those who teach or manage, as the menu remembers them; no query of its own."""
    if request is None or not isinstance(page, PackagePage) or page.archived_at is not None:
        return ""
    if getattr(request, "is_preview", False) or not request.user.is_authenticated:
        return ""
    roles = roles_here(request)
    if not (roles.teaches or roles.manages):
        return ""
    return render_to_string("progress/slots/start_group.html", {"page": page})
