from django.http import HttpRequest, HttpResponseBase
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from courses.reports.module_route import find_module


def module(
    request: HttpRequest, language: str, catalogue: str, course: str, module: str
) -> HttpResponseBase:
    """Wagtail's own serve, told beforehand which page it is; where none is found, Wagtail looks."""
    page = find_module(request, language, catalogue, course, module)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    return serve(request, f"{catalogue}/{course}/{module}/")
