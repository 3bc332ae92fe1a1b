from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models.functions import Left, Length

from courses.actions.export_files import FileNames
from courses.blocks import name_steps
from courses.models import CoursePage, ModulePage
from courses.rules.catalogue.steps import from_step_blocks

Values = dict[str, Any]


def modules_of(pages: Iterable[CoursePage]) -> dict[int, list[ModulePage]]:
    """All modules of each course, live or not, in their order."""
    courses = {page.path: page.pk for page in pages}
    found: dict[int, list[ModulePage]] = defaultdict(list)
    parent = Left("path", Length("path") - ModulePage.steplen)
    modules = ModulePage.objects.annotate(parent_path=parent).filter(parent_path__in=courses)
    for module in modules.order_by("path"):
        found[courses[module.parent_path]].append(module)
    return found


def export_module(
    *, module: ModulePage, files: FileNames, plain_html: Callable[[str], str]
) -> Values:
    return {
        "id": module.slug,
        "title": module.title,
        "role": module.role,
        "required": module.required,
        "summary": module.summary,
        "steps": from_step_blocks(stored_steps(module), files.path_of, plain_html),
    }


def stored_steps(module: ModulePage) -> list[Values]:
    """The blocks as the database has them; an id is made for each step that has none yet."""
    blocks = list(module.steps.raw_data)
    if all(_is_named(block) for block in blocks):
        return blocks
    return list(name_steps(module.steps).get_prep_value())


def _is_named(block: Values) -> bool:
    questions = block["value"].get("questions") or []
    return bool(block["value"].get("id")) and all(q["value"].get("id") for q in questions)
