"""The last approval of a workflow publishes: whoever approves is asked what an editor is asked.

Wagtail runs its hooks before_publish_page for the button “Publish” alone. Here they are run for
“Approve” too, in the editor and in the lists of what waits for approval.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

APPROVE = "approve"
KEPT = "_vidare_approval"


@dataclass(frozen=True)
class Approval:
    """Of which task, and with which words."""

    task_state: int
    comment: str = ""


def approval_of(request: HttpRequest) -> Approval | None:
    """For who is asked by before_publish_page: whether it is a workflow's approval."""
    return getattr(request, KEPT, None)


def ask_before_approval(
    request: HttpRequest, page: Page, comment: str = ""
) -> HttpResponseBase | None:
    """What stops the publication, or has to be chosen first; the draft is saved already."""
    state = page.current_workflow_task_state
    if state is None or not page.current_workflow_state.is_at_final_task:
        return None
    setattr(request, KEPT, Approval(state.pk, comment))
    draft = page.get_latest_revision_as_object()
    for ask in hooks.get_hooks("before_publish_page"):
        if (answer := ask(request, draft)) is not None:
            return answer
    return None


class ApprovingEditView(EditView):
    def perform_workflow_action(self) -> HttpResponseBase:
        """What is in the form is saved first: nothing of it is lost while the approval waits."""
        state = self.page.current_workflow_state
        if self.workflow_action != APPROVE or not state.is_at_final_task:
            return super().perform_workflow_action()
        self.save_action()
        sent: dict[str, Any] = self.extra_data()
        answer = ask_before_approval(self.request, self.page, sent.get("comment", ""))
        if answer is not None:
            return answer
        page = Page.objects.get(pk=self.page.pk).specific
        page.current_workflow_task.on_action(
            page.current_workflow_task_state, self.request.user, APPROVE, **sent
        )
        return self.redirect_away()

    def extra_data(self) -> dict[str, Any]:
        return json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")


class ApprovingActionView(WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.action_name != APPROVE:
            return super().post(request, *args, **kwargs)
        answer = ask_before_approval(request, self.object, request.POST.get("comment", ""))
        if answer is None:
            return super().post(request, *args, **kwargs)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            said = {"step": "success", "redirect": answer["Location"]}
            return self.render_modal_json(request, said)
        return answer
