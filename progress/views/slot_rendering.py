"""What the slots share: the visitor's way, read once, and how what is theirs is put on a page."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.models import CoursePage
from courses.reports.holes import Holes, Piece
from courses.rules.outline import Step
from courses.templatetags.modules import ModuleView
from progress.reports.ways import WayThrough, read_way

NOTHING = SafeString("")
NO_STEP = "0" * 32


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


def is_shown(request: HttpRequest | None) -> bool:
    return request is not None and not getattr(request, "is_preview", False)


def sign_in_url(request: HttpRequest) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"


def token_of(request: HttpRequest) -> str:
    """One for all the forms of a page."""
    kept: dict[str, str] = request.__dict__
    if "_vidare_token" not in kept:
        kept["_vidare_token"] = get_token(request)
    return kept["_vidare_token"]


def render(request: HttpRequest, template: str, **context: object) -> SafeString:
    """Without the request's own context, which costs more than the small parts themselves."""
    return render_to_string(
        f"progress/learning/{template}.html",
        {"page_path": request.path, "csrf_token": token_of(request), **context},
    )


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


def door(request: HttpRequest, name: str, view: ModuleView, step: str) -> str:
    """The address of an action on a step: looked up once for a page, not once for each step."""
    doors: dict[tuple, str] = request.__dict__.setdefault("_vidare_doors", {})
    which = name, view.page.pk
    if which not in doors:
        key = view.course.translation_key if view.course else ""
        doors[which] = reverse(f"progress:{name}", args=[key, view.page.pk, NO_STEP])
    return doors[which].replace(NO_STEP, step)
