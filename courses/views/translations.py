"""For editors: which translations lag, in what, and that one is up to date all the same."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.actions.confirm_translation import confirm_translation
from courses.models import CoursePage, ModulePage
from courses.reports.lagging import lagging

ON_A_PAGE = 50
EDITING = ["change", "publish"]


class LaggingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request)


def may_see(request: HttpRequest) -> bool:
    return PagePermissionPolicy().user_has_any_permission(request.user, EDITING)


@require_safe
def lagging_translations(request: HttpRequest) -> HttpResponse:
    """Of the pages that this editor may change."""
    if not may_see(request):
        raise PermissionDenied
    editable = PagePermissionPolicy().instances_user_has_any_permission_for(request.user, EDITING)
    allowed = set(editable.values_list("pk", flat=True))
    every = [row for row in lagging() if row.page.pk in allowed]
    languages = sorted({row.page.locale.language_code for row in every})
    language = request.GET.get("language", "")
    rows = [row for row in every if language in ("", row.page.locale.language_code)]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "languages": languages, "language": language}
    return render(request, "courses/admin/lagging_translations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def translation_up_to_date(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, CoursePage | ModulePage):
        raise PermissionDenied
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        confirm_translation(page=page, by=request.user)
        words = {"title": page.get_admin_display_title()}
        messages.success(request, _("“%(title)s” is marked as up to date.") % words)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "courses/admin/translation_up_to_date.html", {"page": page})
