"""Views after an occasion: a form for everybody, and what came in for those at its desk."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Occasion
from progress.actions.send_views import send_views
from progress.forms.feedback import FeedbackForm
from progress.forms.sentences import sentence
from progress.permissions import SignedInRequest
from progress.reports.feedback import COLUMNS, feedback_of
from progress.reports.tables import Table
from progress.rules.feedback import CannotSendViews, takes_views
from progress.views.desk import at_desk, at_table
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses

LEAF = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def feedback(request: HttpRequest, occasion_id: int) -> HttpResponse:
    """For whoever followed it, signed in or not, once it is over."""
    occasion = _over(occasion_id)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if not form.is_from_a_program:
                send_views(
                    occasion=occasion,
                    text=form.cleaned_data["text"],
                    group=form.cleaned_data["group"],
                    address=request.META.get("REMOTE_ADDR", ""),
                )
        except CannotSendViews as refusal:
            form.refuse(sentence(refusal))
        else:
            return redirect("progress:feedback_thanks", occasion.pk)
    context = {"form": form, "occasion": occasion, "course": occasion.course}
    return render(request, "progress/feedback/form.html", context)


@require_safe
def thanks(request: HttpRequest, occasion_id: int) -> HttpResponse:
    occasion = _over(occasion_id)
    context = {"occasion": occasion, "course": occasion.course}
    return render(request, "progress/feedback/thanks.html", context)


def _over(occasion_id: int) -> Occasion:
    """A course that is not for everybody to read has no views for everybody to send."""
    found = Occasion.objects.filter(archived_at=None, course__live=True)
    occasion = get_object_or_404(
        found.select_related("course").defer("course__body"), pk=occasion_id
    )
    if not _takes_views(occasion) or occasion.course.visibility == "invited":
        raise Http404
    return occasion


def _takes_views(occasion: Occasion) -> bool:
    today = timezone.now().astimezone(occasion.zone).date()
    return takes_views(occasion.state, occasion.ends_on, today)


def occasion_after(
    request: HttpRequest, page: object, occasion: Occasion, **extra: object
) -> SafeString | str:
    """On the course's page, beside the recording."""
    if not _takes_views(occasion) or getattr(page, "visibility", "") == "invited":
        return ""
    return render_to_string("progress/slots/occasion_after.html", {"occasion": occasion})


@require_safe
@at_desk()
def feedback_list(request: SignedInRequest, occasion: Occasion, file: str = "") -> HttpResponseBase:
    found = feedback_of(occasion)
    if file:
        name = _("views %(course)s") % {"course": occasion.course.title}
        return file_response(Table(name, COLUMNS, found), file)
    leaf = Paginator(found, LEAF).get_page(request.GET.get("page"))
    context = at_table(occasion, "report") | {
        "leaf": leaf,
        "rows": leaf.object_list,
        "files": file_addresses(request),
        "takes_views": _takes_views(occasion),
    }
    return render(request, "progress/desk/feedback.html", context)
