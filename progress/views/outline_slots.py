"""How far a learner is, beside each module and step of an outline: each function fills a slot."""

from functools import lru_cache

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.rules.outline import Module, Step, plain_id
from courses.templatetags.modules import ModuleView
from courses.templatetags.vidare import icon
from progress.views.slot_rendering import NOTHING, way_of
from progress.views.step_slots import is_asked


def outline_step(request: HttpRequest, page, step: Step, view: ModuleView | None = None, **_extra):
    way = way_of(request, view.course) if view else None
    if way is None or not is_asked(way, view, step):
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
