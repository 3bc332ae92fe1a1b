from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from courses.actions.export_modules import stored_steps
from courses.actions.publish_page import publish_page
from courses.models import CoursePage, ModulePage
from courses.models.records import module_has_records
from courses.rules.catalogue.content import ToKey
from courses.rules.catalogue.steps import known_ids, to_step_blocks

Values = dict[str, Any]


class ModuleIdentities:
    """Which translation key a module has, and which UUIDs its steps: one for all languages."""

    def __init__(self, original: str, modules: list[ModulePage]) -> None:
        self.original = original
        self.keys: dict[str, UUID] = {}
        self.steps: dict[str, dict[tuple[str, ...], str]] = {}
        for module in modules:
            self.keys.setdefault(module.slug, module.translation_key)
            known = self.steps.setdefault(module.slug, {})
            for path, uuid in known_ids(stored_steps(module)).items():
                known.setdefault(path, uuid)

    def key(self, module: str) -> UUID:
        return self.keys.setdefault(module, uuid4())


def import_modules(
    *,
    course: CoursePage,
    existing: list[ModulePage],
    wanted: list[Values],
    changed: set[str],
    identities: ModuleIdentities,
    key_of: ToKey,
) -> None:
    """Make the course's modules those of `wanted`, in its order. `changed` are ids to write."""
    pages = {module.slug: module for module in existing}
    names = [values["id"] for values in wanted]
    for values in wanted:
        name = values["id"]
        page = pages.get(name)
        if page is not None and page.live and name not in changed:
            continue
        parent = None
        if page is None:
            page = pages[name] = ModulePage(slug=name, locale_id=course.locale_id)
            page.translation_key = identities.key(name)
            parent = course
        _set_fields(page, values, identities, key_of)
        publish_page(page=page, parent=parent)
    for module in existing:
        if module.slug not in names and module.live:
            remove_module(module=module)
    _order(course, pages, names)


def remove_module(*, module: ModulePage) -> None:
    """Delete it, or take it out of the course where someone has a record of it."""
    if module_has_records(module):
        module.unpublish()
    else:
        module.delete()


def _set_fields(
    page: ModulePage, values: Values, identities: ModuleIdentities, key_of: ToKey
) -> None:
    known = identities.steps.get(values["id"], {})
    blocks = to_step_blocks(values["steps"], identities.original, values["id"], known, key_of)
    page.title = page.draft_title = values["title"]
    page.role = values.get("role", "normal")
    page.required = values.get("required", True)
    page.summary = values.get("summary", "")
    page.steps = ModulePage._meta.get_field("steps").stream_block.to_python(blocks)


def _order(course: CoursePage, pages: dict[str, ModulePage], names: list[str]) -> None:
    paths = [pages[name].path for name in names]
    if paths == sorted(paths):
        return
    for name in names:
        moved = ModulePage.objects.get(pk=pages[name].pk)
        moved.move(CoursePage.objects.get(pk=course.pk), pos="last-child")
