"""Failed mails, sent again: each asks first, and does it on POST."""

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.permissions import policy_registry

from progress.actions.resend_failed import resend_failed
from progress.actions.resend_message import resend_message
from progress.models import Message
from progress.reports.outbox import messages_seen_by

TEMPLATE = "progress/admin/resend.html"


def _permit(request: HttpRequest) -> None:
    if not policy_registry.get_by_type(Message).user_has_permission(request.user, "change"):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    _permit(request)
    message = get_object_or_404(messages_seen_by(request.user), pk=pk)
    if request.method == "GET":
        return render(request, TEMPLATE, {"message": message})
    if message.state != Message.State.FAILED:
        flash.warning(request, _("This message has not failed: nothing was done."))
    else:
        resend_message(message=message, by=request.user)
        flash.success(request, _("The message is sent again."))
    return redirect("messages:index")


@require_http_methods(["GET", "POST"])
def resend_all(request: HttpRequest) -> HttpResponse:
    _permit(request)
    if request.method == "GET":
        return render(request, TEMPLATE, {"number": Message.objects.failed().count()})
    number = resend_failed()
    said = ngettext(
        "%(number)s message is sent again within a minute.",
        "%(number)s messages are sent again within a minute.",
        number,
    )
    flash.success(request, said % {"number": number})
    return redirect("messages:index")
