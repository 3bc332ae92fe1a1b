"""What a group shows on the pages of its course: the way to it, and its days at joint steps."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.models import PackagePage
from courses.reports.module_body import BodyStep
from courses.templatetags.modules import ModuleView
from progress.rules.study_groups import is_joint
from progress.views.roles import roles_here
from progress.views.sharing_slots import groups_around
from progress.views.slot_rendering import NOTHING, render, way_of


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


def joint_days(
    request: HttpRequest, page: Any, view: ModuleView, part: BodyStep, **extra: Any
) -> SafeString:
    """Planned, done or neither, by each group that the reader is in or leads."""
    if not is_joint(part.step):
        return NOTHING
    way = way_of(request, view.course)
    if way is None or way.outline.find(part.id) is None:
        return NOTHING
    groups = groups_around(request, way).groups
    if not groups:
        return NOTHING
    days = [(group, group.joint.get(part.id)) for group in groups]
    return render(request, "joint_days", days=days)
