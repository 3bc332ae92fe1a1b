"""Why somebody is not done, for themselves, their manager and support: one tree for all."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.models import CoursePage
from progress.actions.finish_course import finish_course
from progress.actions.hold_enrolment import WayOf
from progress.models import Enrolment
from progress.permissions import SignedInRequest, may_support
from progress.reports.person import course_rows
from progress.reports.scope import people_of_support, scope_of
from progress.reports.titles import course_titles
from progress.reports.ways import read_way
from progress.reports.why import why
from progress.rules.learning_errors import CannotLearn
from progress.views.learning import page_of_form, say, signed_in


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def mine(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    course = course_to_read(key)
    way = read_way(person_id=request.user.pk, course=course) if course else None
    if course is None or way is None:
        raise Http404
    context = {"course": course, "way": way, "tree": why(way, course), "page_path": request.path}
    return render(request, "progress/learning/why.html", context)


def course_to_read(key: uuid.UUID) -> CoursePage | None:
    """In the reader's language where it is live in that, else in its first."""
    language = get_language() or ""
    pages = CoursePage.objects.live().filter(translation_key=key).select_related("locale")
    found = sorted(pages, key=lambda page: (page.locale.language_code != language, page.pk))
    return found[0] if found else None


@require_POST
@signed_in
def finish(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    try:
        finish_course(enrolment=WayOf(request.user.pk, key))
    except CannotLearn as error:
        say(request, error)
    return redirect(page_of_form(request))


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def one_way(request: SignedInRequest, pk: int, key: uuid.UUID) -> HttpResponse:
    """Of one person in one course: what it asks for, and what of that is done."""
    scope = scope_of(request.user, timezone.localdate())
    is_support = may_support(request.user)
    if not scope.paths and not is_support:
        raise PermissionDenied
    someone = get_object_or_404(people_of_support() if is_support else scope.people(), pk=pk)
    enrolment = get_object_or_404(
        Enrolment.objects.current().select_related("course"), person=someone, translation_key=key
    )
    course = course_to_read(key) or enrolment.course
    way = read_way(person_id=someone.pk, course=course)
    titles = course_titles([key], get_language() or "")
    context = {
        "someone": someone,
        "title": titles.get(key, enrolment.course.title),
        "way": way,
        "tree": why(way, course) if way else None,
        "is_manager": scope.people().filter(pk=pk).exists() if scope.paths else False,
    }
    return render(request, "progress/reports/way.html", context)


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """What somebody who asks for help has begun."""
    if not may_support(request.user):
        raise PermissionDenied
    someone = get_object_or_404(people_of_support(), pk=pk)
    rows = [row for row in course_rows(someone, get_language() or "") if row.enrolment.is_current]
    return render(request, "progress/reports/support.html", {"someone": someone, "rows": rows})
