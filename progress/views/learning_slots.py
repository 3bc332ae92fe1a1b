"""What a learner sees on the pages of courses, around their steps: each function fills a slot."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courses.models import CoursePage
from courses.reports.outline import course_outline, modules_stamp
from courses.rules.outline import Module
from courses.templatetags.modules import ModuleView
from progress.actions.remember_place import remember_place
from progress.actions.start_course import may_start
from progress.permissions import may_read_course
from progress.reports.ways import WayThrough
from progress.reports.why import url_elsewhere, why
from progress.views.copies import is_copy
from progress.views.saving import device_key
from progress.views.slot_rendering import (
    NO_STEP,
    NOTHING,
    door,
    is_shown,
    render,
    render_plain,
    sign_in_url,
    way_of,
)


def head(request: HttpRequest | None, page, **_extra) -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("progress/css/learning.css"))


def module_gate(request: HttpRequest, page, view: ModuleView, **_extra) -> SafeString:
    if is_copy(request):  # when it is read without a network, what comes before may be done unsent
        return NOTHING
    way = way_of(request, view.course)
    first = way.locked.get(view.module.key) if way else None
    if first is None:
        return NOTHING
    here = view.outline.module(first.key)
    url = view.url_of(here) if here else url_elsewhere(way, first)
    return render(request, "locked", first=here or first, url=url)


def module_top(request: HttpRequest, page, view: ModuleView, **_extra) -> SafeString:
    if not is_shown(request) or view.course is None:
        return NOTHING
    if not request.user.is_authenticated:
        return render(request, "sign_in", url=sign_in_url(request))
    way = way_of(request, view.course)
    if way is None:
        return render(request, "start", course=view.course, is_open=True)
    if way.enrolment.at_module_id != page.pk and not is_copy(request):
        remember_place(enrolment=way.enrolment, module=page)
    module = way.outline.module(view.module.key) or view.module
    at = way.enrolment
    return again_of(request, way, module) + render_plain(
        request,
        "module_progress",
        {"device": device_key(request.user.pk), "media": at.at_media, "second": at.at_second},
        percent=at.percent,
        done=way.done_in(module),
        total=len(module.steps),
        here_url=door(request, "here", view, NO_STEP),
        course_url=view.course_url,
    )


def again_of(request: HttpRequest, way: WayThrough, module: Module) -> SafeString:
    """On the module alone that is asked for anew."""
    again = way.asked_again
    if again is None or again.module_key != module.key:
        return NOTHING
    return render(request, "asked_again", again=again)


def module_end(request: HttpRequest, page, view: ModuleView, **_extra) -> SafeString:
    way = way_of(request, view.course)
    if way is None:
        return NOTHING
    module = way.outline.module(view.module.key) or view.module
    is_done = way.is_complete or way.may_finish
    if not is_done and way.done_in(module) < len(module.steps):
        return NOTHING
    return render(
        request,
        "module_end",
        way=way,
        after=view.after,
        course_url=view.course_url,
        certificates=way.certificates,
    )


def course_aside(request: HttpRequest, page: CoursePage, **_extra) -> SafeString:
    if not is_shown(request):
        return NOTHING
    outline = course_outline(page, stamp_of(page))
    if not outline.modules:
        return NOTHING
    if not request.user.is_authenticated:
        return render(request, "sign_in", url=sign_in_url(request), is_panel=True)
    way = way_of(request, page)
    if way is None:
        is_open = may_start(person=request.user, course=page)
        return render(request, "start", course=page, is_open=is_open, is_panel=True)
    return render(request, "course_progress", way=way, certificates=way.certificates)


def stamp_of(page: CoursePage) -> str:
    if not hasattr(page, "stamp"):
        page.stamp = CoursePage.objects.filter(pk=page.pk).values_list(modules_stamp(), flat=True)[
            0
        ]
    return page.stamp


def course_main(request: HttpRequest, page: CoursePage, **_extra) -> SafeString:
    """Why the visitor is not done yet: the tree that certificate and report go by."""
    way = way_of(request, page)
    if way is None or way.is_complete:
        return NOTHING
    return render(request, "standing", tree=why(way, page, stamp_of(page)))


def may_read_closed_course(request: HttpRequest, course: CoursePage) -> bool:
    """An archived course, and the modules of one for those invited, are for who has a record."""
    return may_read_course(request.user, course)
