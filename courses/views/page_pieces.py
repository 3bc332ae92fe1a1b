"""A page of learning put together from kept pieces and what is the visitor's own.

The pieces are made as for somebody of whom nothing is known: so they hold nothing of anybody.
A host that has a shell of its own says by the hook vidare_shell_stamp that all in it which is
somebody's own stands in slots; without the hook its pages are made anew each time.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail import hooks

from courses.models import CoursePage, DatedCoursePage, ModulePage, Occasion, PackagePage
from courses.reports.holes import Hole, Holes, Piece, fill, fill_slot
from courses.reports.module_view import ModuleView
from courses.reports.offer_stamp import offer_stamp
from courses.reports.originals import translations_stamp
from courses.reports.schedule_stamp import holds_until

# Addresses of pages, images and static files are as they were when the pieces were made; and where
# each process keeps its own, what another one was told of organisers, topics and the like.
KEPT_SECONDS = 60
HOST = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_X_FORWARDED_HOST")
UNREAD = ("steps", "body", "completion_rule")
FIELDS = {
    model: [one.attname for one in model._meta.concrete_fields if one.attname not in UNREAD]
    for model in (ModulePage, CoursePage, PackagePage, DatedCoursePage)
}
OCCASION = [one.attname for one in Occasion._meta.concrete_fields]

Kept = ModulePage | PackagePage | DatedCoursePage


class Nobody(HttpRequest):
    """The same address, asked for by a visitor who shows nothing of themselves."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = request.path
        self.META = {name: request.META[name] for name in HOST if name in request.META}
        self.user = AnonymousUser()
        self.vidare_holes = Holes()
        self._own_scheme = request.scheme or "http"

    def _get_scheme(self) -> str:
        return self._own_scheme


def put_together(request: HttpRequest, page: Kept, response: HttpResponseBase) -> None:
    """Gives the response its content, where the page can be kept and is open to the visitor.

    Wagtail, and a host's hooks, may have answered with something else than the page: with the form
    for its password, say. That stays as it is.
    """
    if not isinstance(response, TemplateResponse) or response.is_rendered:
        return
    if response.template_name != page.get_template(request):
        return
    key = pieces_key(request, page)
    fresh = {"view": ModuleView(page, request)} if isinstance(page, ModulePage) else {}
    if key is None or (fresh and fill_slot(request, page, Hole("module_gate", fresh))):
        return
    kept: tuple[list[Piece], datetime | None] | None = cache.get(key)
    if kept is None or (kept[1] is not None and kept[1] <= timezone.now()):
        until = holds_until(page.translation_key) if isinstance(page, DatedCoursePage) else None
        pieces = make_pieces(request, page)
        if pieces is None:
            return
        kept = pieces, until
        cache.set(key, kept, KEPT_SECONDS)
    response.content = fill(kept[0], request, page, **fresh)


def pieces_key(request: HttpRequest, page: Kept) -> str | None:
    """Other when anything that the page shows is. None: a page published without a revision cannot
    be told from its next self, as in course_outline()."""
    stamps = [str(fn(request, page)) for fn in hooks.get_hooks("vidare_shell_stamp")]
    course = page.__dict__["course"] if isinstance(page, ModulePage) else page
    revisions = page.live_revision_id, page.last_published_at, course.live_revision_id
    others = translations_stamp(page)
    if not stamps or not all(revisions) or ":0@" in course.stamp + others or request.GET:
        return None
    said = [get_language(), request.scheme, request.get_host(), request.path, course.stamp, *stamps]
    said += [offer_stamp(), page.__dict__.get("schedule_stamp"), others]
    for one in (page, course):
        held = one.__dict__
        said += [held.get(name) for name in FIELDS[type(one)]]
    return f"vidare:pieces2:{sha256(repr(said).encode()).hexdigest()}"


def make_pieces(request: HttpRequest, page: Kept) -> list[Piece] | None:
    """None where the template asks for a token of a form outside of a slot."""
    nobody = Nobody(request)
    html = TemplateResponse(
        nobody, page.get_template(nobody), page.get_context(nobody)
    ).rendered_content
    if "CSRF_COOKIE" in nobody.META:
        return None
    for hole in nobody.vidare_holes.made:
        hole.extra.update({name: _bare(value) for name, value in hole.extra.items()})
    return nobody.vidare_holes.split(html)


def _bare(value: Any) -> Any:
    """A row alone, without what was read around it; of what belongs to the request, nothing."""
    if isinstance(value, ModuleView):
        return None
    if isinstance(value, Occasion):
        return Occasion.from_db(DEFAULT_DB_ALIAS, OCCASION, [getattr(value, n) for n in OCCASION])
    return value
