from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from courses.actions.export_modules import stored_steps
from courses.actions.publish_pages import Draft
from courses.models import CoursePage, ModulePage
from courses.rules.catalogue.content import ToKey, files_in
from courses.rules.catalogue.steps import keep_settings, known_ids, to_step_blocks

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


def draft_modules(
    *,
    course: CoursePage,
    existing: list[ModulePage],
    wanted: list[Values],
    changed: set[str],
    identities: ModuleIdentities,
    key_of: ToKey,
) -> Iterator[Draft[ModulePage]]:
    """The modules that the file adds or changes. `changed` are the ids of those that differ."""
    pages = {module.slug: module for module in existing}
    for values in wanted:
        name = values["id"]
        page, parent = pages.get(name), None
        if page is not None and page.live and name not in changed:
            continue
        if page is None:
            parent = course
            page = ModulePage(
                slug=name, locale_id=course.locale_id, translation_key=identities.key(name)
            )
        _set_fields(page, values, identities, key_of)
        yield Draft(page, parent, refers=any(files_in({"modules": [values]})))


def _set_fields(
    page: ModulePage, values: Values, identities: ModuleIdentities, key_of: ToKey
) -> None:
    known = identities.steps.get(values["id"], {})
    blocks = to_step_blocks(values["steps"], identities.original, values["id"], known, key_of)
    blocks = keep_settings(blocks, list(page.steps.raw_data))
    page.title = page.draft_title = values["title"]
    page.role = values.get("role", "normal")
    page.required = values.get("required", True)
    page.summary = values.get("summary", "")
    page.steps = ModulePage._meta.get_field("steps").stream_block.to_python(blocks)
