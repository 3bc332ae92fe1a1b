"""What a mail looks like before anybody gets it: for whoever writes the texts of mails."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from courses.models import CoursePage
from progress.forms.mail_texts import TryMailForm
from progress.models import MailText
from progress.reports.sample_mails import sample_mail


def _permit(request: HttpRequest) -> None:
    policy = policy_registry.get_by_type(MailText)
    if not policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"]):
        raise PermissionDenied


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    _permit(request)
    form = TryMailForm(request.GET or None)
    tried = {}
    if form.is_valid():
        asked = form.cleaned_data
        tried = {
            "mail": sample_mail(**asked),
            "html_url": reverse(
                "mail_texts:preview_html",
                args=[asked["course"].pk, asked["kind"], asked["language"]],
            ),
        }
    return render(request, "progress/admin/mail_preview.html", {"form": form, **tried})


@require_safe
@xframe_options_sameorigin
def preview_html(request: HttpRequest, course_id: int, kind: str, language: str) -> HttpResponse:
    """The mail as a page of its own, which a frame shows: no script in it runs, no form is sent."""
    _permit(request)
    form = TryMailForm({"course": course_id, "kind": kind, "language": language})
    get_object_or_404(CoursePage, pk=course_id)
    if not form.is_valid():
        return HttpResponse(status=404)
    answer = HttpResponse(sample_mail(**form.cleaned_data).html)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return answer
