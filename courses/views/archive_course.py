from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.actions.archive_course import archive_course as archive
from courses.actions.archive_course import restore_course as restore
from courses.models import CoursePage


@require_http_methods(["GET", "HEAD", "POST"])
def archive_course(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether the editor is sure; the POST archives, or brings back what is archived."""
    course = get_object_or_404(CoursePage, pk=pk)
    if not course.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if request.method == "POST":
        words = {"title": course.get_admin_display_title()}
        if course.archived_at is None:
            archive(course=course, by=request.user)
            messages.success(request, _("“%(title)s” is archived.") % words)
        else:
            restore(course=course, by=request.user)
            messages.success(request, _("“%(title)s” is in the catalogue again.") % words)
        return redirect("wagtailadmin_explore", course.get_parent().pk)
    return render(request, "courses/admin/archive_course.html", {"course": course})
