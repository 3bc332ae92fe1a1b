"""The doors of learning. Each acts on the visitor's own way: none has the id of a record in it."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from courses.models import CoursePage, ModulePage
from courses.rules.errors import RuleError
from progress.actions.answer_step import answer_step
from progress.actions.hold_enrolment import WayOf
from progress.actions.keep_answers import keep_answers
from progress.actions.mark_step import mark_step
from progress.actions.remember_place import remember_place
from progress.actions.start_course import start_course
from progress.reports.ways import read_way
from progress.rules.drafts import NoLongerAsked, WrittenElsewhere
from progress.rules.learning_errors import CannotLearn
from progress.views.saving import (
    is_of_another,
    is_quiet,
    not_saved,
    read_number,
    read_uid,
    read_versions,
    saved,
    signed_out,
)

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Who is not, signs in and comes back to the page that the form stood on."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return signed_out() if is_quiet(request) else redirect_to_login(page_of_form(request))
        if is_of_another(request):
            return signed_out()
        return view(request, *args, **kwargs)

    return inner


@require_POST
@signed_in
def start(request: HttpRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(CoursePage.objects.live(), pk=course_id)
    try:
        enrolment = start_course(person=request.user, course=course)
    except CannotLearn as error:
        say(request, error)
        return redirect(course.get_url() or "/")
    return redirect("progress:resume", enrolment.translation_key)


@require_GET
@login_required
def resume(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """To the exact module and step, in the language in which the course was last read."""
    courses = CoursePage.objects.live().filter(translation_key=key).order_by("pk")
    way = None
    for course in courses:
        way = read_way(person_id=request.user.pk, course=course)
        break
    if way is None:
        raise Http404
    return redirect(address_of_place(way.enrolment, list(courses), way.place))


def address_of_place(enrolment, courses: list[CoursePage], place) -> str:
    at = ModulePage.objects.filter(pk=enrolment.at_module_id).first()
    parent = at.path[: -at.steplen] if at else None
    course = next(
        (one for one in courses if one.path == parent),
        next((one for one in courses if one.pk == enrolment.course_id), courses[0]),
    )
    url = course.get_url() or "/"
    if place is None:
        return url
    module, step = place
    slug = (
        ModulePage.objects.live()
        .child_of(course)
        .filter(translation_key=uuid.UUID(hex=module.key))
        .values_list("slug", flat=True)
        .first()
    )
    if slug is None:
        return url
    return f"{url}{slug}/" + (f"#step-{step.id}" if step else "")


@require_POST
@signed_in
def mark(request: HttpRequest, key: uuid.UUID, module_id: int, step: str) -> HttpResponse:
    way = WayOf(request.user.pk, key)
    try:
        mark_step(enrolment=way, module=module_id, step=step)
    except CannotLearn as error:
        if is_quiet(request):
            return not_saved(error, page_of_form(request))
        say(request, error)
    if is_quiet(request):
        return saved()
    return back(request, step)


@require_POST
@signed_in
def answer(request: HttpRequest, key: uuid.UUID, module_id: int, step: str) -> HttpResponse:
    """The button "keep" keeps what is half-written; the other one is an attempt.

    "quiet" is the page's own script, which keeps while the person writes and needs no page back.
    """
    sent = request.POST
    what = {
        "enrolment": WayOf(request.user.pk, key),
        "module": module_id,
        "step": step,
        "answers": read_answers_sent(sent),
        "based_on": read_versions(sent),
        "uid": read_uid(sent),
    }
    only = sent.getlist("only") or None
    versions: dict[str, int] = {}
    try:
        if "keep" in sent:
            versions = keep_answers(**what, only=only)
        else:
            versions = answer_step(**what).versions
    except CannotLearn as error:
        try:
            if error.code == "answers-missing":
                keep_answers(**what)
        except (WrittenElsewhere, NoLongerAsked) as other:
            error = other
        if is_quiet(request):
            return not_saved(error, page_of_form(request))
        if isinstance(error, WrittenElsewhere):
            return show_both(request, error)
        say(request, error)
    if is_quiet(request):
        return saved(versions)
    return back(request, step)


def show_both(request: HttpRequest, error: WrittenElsewhere) -> HttpResponse:
    """Without the page's script: both texts, to choose from."""
    with override(get_language_from_path(page_of_form(request))):
        return render(
            request,
            "progress/learning/both.html",
            {"conflicts": error.conflicts, "error": error, "page_path": page_of_form(request)},
            status=409,
        )


@require_POST
@signed_in
def here(request: HttpRequest, key: uuid.UUID, module_id: int, step: str) -> HttpResponse:
    """The step that is being read, and what is being played, told by the page itself."""
    try:
        remember_place(
            enrolment=WayOf(request.user.pk, key),
            module=module_id,
            step=step,
            media=request.POST.get("media", ""),
            second=read_number(request.POST.get("second", "")),
        )
    except CannotLearn:
        raise Http404 from None
    return HttpResponse(status=204)


def read_answers_sent(sent: QueryDict) -> dict[str, object]:
    return {name.removeprefix("q-"): sent.getlist(name) for name in sent if name.startswith("q-")}


def page_of_form(request: HttpRequest) -> str:
    """The page of this site that the form says it stands on, else the person's own page."""
    page = request.POST.get("page", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours and page.startswith("/") else reverse("progress:my")


def back(request: HttpRequest, step: str) -> HttpResponse:
    return HttpResponseRedirect(f"{page_of_form(request)}#after-{step}")


def say(request: HttpRequest, error: RuleError) -> None:
    """In the language of the page that the form stood on."""
    with override(get_language_from_path(page_of_form(request))):
        messages.error(request, _(error.message) % error.params)
