from django.http import HttpRequest, HttpResponseBase
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from courses.reports.module_route import find_catalogue, find_course
from courses.views.page_pieces import put_together


def catalogue(request: HttpRequest, language: str, catalogue: str) -> HttpResponseBase:
    """Wagtail's own serve, told beforehand which page it is; where none is found, Wagtail looks."""
    page = find_catalogue(request, language, catalogue)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    return serve(request, f"{catalogue}/")


def course(request: HttpRequest, language: str, catalogue: str, course: str) -> HttpResponseBase:
    page = find_course(request, language, catalogue, course)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    response = serve(request, f"{catalogue}/{course}/")
    if page is not None:
        put_together(request, page, response)
    return response
