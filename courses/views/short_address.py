from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from courses.models import CataloguePage, CoursePage, ModulePage


def catalogue(request: HttpRequest) -> HttpResponse:
    """/courses/ in the visitor's language, with what the address asks."""
    return lead_to(request, CataloguePage.objects.live())


def course(request: HttpRequest, course: str) -> HttpResponse:
    return lead_to(request, CoursePage.objects.live().filter(slug=course))


def module(request: HttpRequest, course: str, module: str) -> HttpResponse:
    modules = ModulePage.objects.live().filter(
        slug=module, url_path__endswith=f"/{course}/{module}/"
    )
    return lead_to(request, modules)


def lead_to(request: HttpRequest, pages) -> HttpResponse:
    """302, for which language it leads to depends on who asks."""
    own = Case(
        When(locale__language_code=get_language(), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    page = pages.order_by(own, "pk").first()
    url = page.get_url(request) if page else None
    if url is None:
        raise Http404
    query = request.META.get("QUERY_STRING")
    response = HttpResponseRedirect(f"{url}?{query}" if query else url)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
