from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from wagtail import hooks
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from courses.models import CoursePage, ModulePage
from courses.reports.module_route import course_of, find_module
from courses.views.page_pieces import put_together


def module(
    request: HttpRequest, language: str, catalogue: str, course: str, module: str
) -> HttpResponseBase:
    """Wagtail's own serve, told beforehand which page it is; where none is found, Wagtail looks."""
    page = find_module(request, language, catalogue, course, module)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    response = serve(request, f"{catalogue}/{course}/{module}/")
    if page is not None:
        put_together(request, page, response)
    return response


def keep_closed(
    page: Page, request: HttpRequest, serve_args: list, serve_kwargs: dict
) -> HttpResponse | None:
    """A module answers while its course is live. An archived course, and the modules of one for
    those invited, answer where an app above says so of the visitor (hook vidare_may_read_course).
    """
    course = course_of(page) if isinstance(page, ModulePage) else page
    if not isinstance(course, CoursePage):
        return None
    if not course.live:
        raise Http404
    is_for_some = isinstance(page, ModulePage) and course.visibility == "invited"
    if course.archived_at is None and not is_for_some:
        return None
    if any(may(request, course) for may in hooks.get_hooks("vidare_may_read_course")):
        return None
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
