"""Assignments of courses, which a catalogue file has no word for."""

from collections.abc import Iterable, Iterator

from courses.actions.export_modules import modules_of
from courses.models import CoursePage
from courses.rules.outline import read_steps


def assignments_of(courses: Iterable[str]) -> Iterator[str]:
    """Where each stands: "course, language, module, step". Two queries, three with courses."""
    pages = list(CoursePage.objects.filter(slug__in=set(courses)).select_related("locale"))
    modules = modules_of(pages)
    for page in pages:
        for module in modules[page.pk]:
            for step in read_steps(module.steps.raw_data) if module.live else ():
                if step.is_assigned:
                    language = page.locale.language_code
                    yield f"{page.slug} ({language}), {module.slug}, {step.slug or step.title}"
