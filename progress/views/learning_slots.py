"""What a learner sees on the pages of courses: each function fills a slot."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.reports.holes import Holes, Piece
from courses.reports.module_body import BodyStep, render_question
from courses.reports.outline import course_outline, modules_stamp
from courses.rules.outline import Module, Step, plain_id
from courses.rules.questions import right_answers
from courses.templatetags.modules import ModuleView
from courses.templatetags.vidare import icon
from progress.actions.remember_place import remember_place
from progress.actions.start_course import may_start
from progress.permissions import may_read_course
from progress.reports.ways import WayThrough, read_answers, read_way
from progress.reports.why import why
from progress.rules.given import Given
from progress.views.saving import device_key

NOTHING = SafeString("")


def way_of(request: HttpRequest | None, course: CoursePage | None) -> WayThrough | None:
    """The visitor's way, read once for each request; a preview shows nobody's."""
    if request is None or course is None or getattr(request, "is_preview", False):
        return None
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return None
    ways: dict = request.__dict__.setdefault("_vidare_ways", {})
    if course.translation_key not in ways:
        ways[course.translation_key] = read_way(
            person_id=request.user.pk, course=course, stamp=getattr(course, "stamp", None)
        )
    return ways[course.translation_key]


def render(request: HttpRequest, template: str, **context: object) -> SafeString:
    """Without the request's own context, which costs more than the small parts themselves."""
    return render_to_string(
        f"progress/learning/{template}.html",
        {"page_path": request.path, "csrf_token": token_of(request), **context},
    )


def token_of(request: HttpRequest) -> str:
    """One for all the forms of a page."""
    kept: dict[str, str] = request.__dict__
    if "_vidare_token" not in kept:
        kept["_vidare_token"] = get_token(request)
    return kept["_vidare_token"]


def render_plain(
    request: HttpRequest,
    template: str,
    own: Mapping[str, object] | None = None,
    **plain: Step | str | int | None,
) -> SafeString:
    """The same, of values that tell nothing of anybody: it is rendered once for all who see them,
    and only the token and what is somebody's `own` are put in each time."""
    own = own or {}
    pieces = _rendered(get_language(), template, request.path, tuple(own), tuple(plain.items()))
    return SafeString("".join([_put_in(piece, request, own) for piece in pieces]))


def _put_in(piece: Piece, request: HttpRequest, own: Mapping[str, object]) -> str:
    if isinstance(piece, str):
        return piece
    return token_of(request) if piece.name == "csrf_token" else conditional_escape(own[piece.name])


@lru_cache(maxsize=2048)
def _rendered(
    _language: str, template: str, path: str, own: tuple[str, ...], plain: tuple
) -> list[Piece]:
    holes = Holes()
    context = {name: holes.mark(name) for name in ("csrf_token", *own)}
    context |= {"page_path": path, **dict(plain)}
    return holes.split(render_to_string(f"progress/learning/{template}.html", context))


def is_shown(request: HttpRequest | None) -> bool:
    return request is not None and not getattr(request, "is_preview", False)


def sign_in_url(request: HttpRequest) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"


def head(request: HttpRequest | None, page, **_extra) -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("progress/css/learning.css"))


def module_gate(request: HttpRequest, page, view: ModuleView, **_extra) -> SafeString:
    way = way_of(request, view.course)
    first = way.locked.get(view.module.key) if way else None
    if first is None:
        return NOTHING
    here = view.outline.module(first.key) or first
    return render(request, "locked", first=here, url=view.url_of(here))


def module_top(request: HttpRequest, page, view: ModuleView, **_extra) -> SafeString:
    if not is_shown(request) or view.course is None:
        return NOTHING
    if not request.user.is_authenticated:
        return render(request, "sign_in", url=sign_in_url(request))
    way = way_of(request, view.course)
    if way is None:
        return render(request, "start", course=view.course, is_open=True)
    if way.enrolment.at_module_id != page.pk:
        remember_place(enrolment=way.enrolment, module=page)
    module = way.outline.module(view.module.key) or view.module
    at = way.enrolment
    return render_plain(
        request,
        "module_progress",
        {"device": device_key(request.user.pk), "media": at.at_media, "second": at.at_second},
        percent=at.percent,
        done=way.done_in(module),
        total=len(module.steps),
        here_url=door(request, "here", view, NO_STEP),
    )


NO_STEP = "0" * 32


def door(request: HttpRequest, name: str, view: ModuleView, step: str) -> str:
    """The address of an action on a step: looked up once for a page, not once for each step."""
    doors: dict[str, str] = request.__dict__.setdefault("_vidare_doors", {})
    if name not in doors:
        key = view.course.translation_key if view.course else ""
        doors[name] = reverse(f"progress:{name}", args=[key, view.page.pk, NO_STEP])
    return doors[name].replace(NO_STEP, step)


def step_questions(
    request: HttpRequest, page, view: ModuleView, part: BodyStep, **_extra
) -> SafeString:
    way = way_of(request, view.course)
    if way is None or not part.questions:
        return NOTHING
    given = answers_of(request, way, view)
    blank = Given()
    attempts = max((given.get(one.id, blank).attempts for one in part.questions), default=0)
    is_spent = bool(part.step.graded) and 0 < part.step.attempts <= attempts
    if is_spent:
        given = {
            one.id: replace(given.get(one.id, blank), solution=right_answers(one))
            for one in part.questions
        }
    return render(
        request,
        "questions",
        step=part.step,
        questions=[
            render_question(
                question,
                given.get(question.id, blank),
                seed=str(way.enrolment.pk),
                is_open=not is_spent,
            )
            for question in part.questions
        ],
        url=door(request, "answer", view, part.id),
        versions=[(one.id, given.get(one.id, blank).version) for one in part.questions],
        attempts=attempts,
        is_spent=is_spent,
        is_done=part.id in way.steps,
        is_judged=all(given.get(one.id, blank).is_judged for one in part.questions),
    )


def answers_of(request: HttpRequest, way: WayThrough, view: ModuleView) -> dict[str, Given]:
    kept = request.__dict__
    if "_vidare_answers" not in kept:
        kept["_vidare_answers"] = read_answers(
            way.enrolment, [(part.id, part.questions) for part in view.body]
        )
    return kept["_vidare_answers"]


def step_end(request: HttpRequest, page, view: ModuleView, step: Step, **_extra) -> SafeString:
    way = way_of(request, view.course)
    if way is None:
        return NOTHING
    following = next_after(view, step)
    return render_plain(
        request,
        "step_end",
        step=step,
        is_done=step.id in way.steps,
        is_new=step.id in way.new_since,
        is_excused=step.id in way.excused,
        following=following,
        url=door(request, "mark", view, step.id),
    )


def next_after(view: ModuleView, step: Step) -> Step | None:
    steps = view.module.steps
    place = next((place for place, one in enumerate(steps) if one.id == step.id), len(steps))
    return steps[place + 1] if place + 1 < len(steps) else None


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


def outline_step(request: HttpRequest, page, step: Step, view: ModuleView | None = None, **_extra):
    way = way_of(request, view.course) if view else None
    if way is None:
        return NOTHING
    if step.id in way.steps:
        return with_word("done", _("Done"))
    if step.id in way.new_since:
        return with_word("circle", _("New since you finished"))
    return with_word("circle", _("Not done"))


def outline_module(
    request: HttpRequest,
    page,
    module: Module | None = None,
    view: ModuleView | None = None,
    key: object = "",
    **_extra,
):
    """On a module's page an icon with a hidden word; on the course's page, words."""
    way = way_of(request, view.course if view else page)
    if way is None:
        return with_word("circle", "") if view else NOTHING
    key = module.key if module else plain_id(key)
    measured = way.outline.module(key)
    if measured is None:
        return NOTHING
    done, total = way.done_in(measured), len(measured.steps)
    if key in way.locked:
        name = "lock"
        word = _("Locked: finish “%(module)s” first") % {"module": way.locked[key].title}
    elif done == total:
        name, word = "done", _("Done")
    else:
        name = "begun" if done else "circle"
        word = ngettext(
            "%(done)d of %(total)d step done", "%(done)d of %(total)d steps done", total
        ) % {"done": done, "total": total}
    if any(step.id in way.new_since for step in measured.steps):
        word = f"{word} – {_('New since you finished')}"
    return with_word(name, word) if view else format_html("<span>{} {}</span>", icon(name), word)


@lru_cache
def with_word(name: str, word: str) -> SafeString:
    return format_html(
        '<span class="state state--{}">{}<span class="visually-hidden">{} </span></span>',
        name,
        icon(name),
        word,
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
