from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from progress.models import Message


class FailedMessagesPanel(Component):
    """At the top of the dashboard, while there are mails that nobody got."""

    name = "failed_messages"
    template_name = "progress/admin/failed_messages.html"
    order = 50

    def __init__(self, number: int) -> None:
        self.number = number

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"number": self.number}


def homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    policy = policy_registry.get_by_type(Message)
    if not policy.user_has_any_permission(request.user, ["change", "view"]):
        return
    if number := Message.objects.failed().count():
        panels.append(FailedMessagesPanel(number))
