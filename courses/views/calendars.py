from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import DatedCoursePage
from courses.reports.calendar import find_occasion, occasion_calendar

MINUTES = 10


@require_safe
def occasion(request: HttpRequest, course: str, occasion: str) -> HttpResponse:
    """An occasion's public file, in the visitor's language where there is a translation."""
    own = Case(
        When(locale__language_code=get_language(), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    pages = DatedCoursePage.objects.live().filter(
        slug=course, visibility="public", archived_at=None
    )
    page = pages.select_related("locale").defer("body").order_by(own, "pk").first()
    found = find_occasion(page, occasion) if page else None
    if page is None or found is None:
        raise Http404
    closed = list(page.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in closed):
        raise Http404
    text = occasion_calendar(
        found, now=timezone.now(), language=page.locale.language_code, course=page
    )
    answer = calendar_file(text, f"{course}-{occasion}.ics")
    if closed:
        patch_cache_control(answer, private=True)
    else:
        patch_cache_control(answer, public=True, max_age=MINUTES * 60)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def calendar_file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
