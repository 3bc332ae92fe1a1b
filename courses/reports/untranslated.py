"""What a course asks for in its original language and lacks in this one, for who reads it."""

from dataclasses import dataclass

from courses.models import CoursePage
from courses.reports.originals import original_of
from courses.reports.outline import course_outline
from courses.rules.outline import Module


@dataclass(frozen=True)
class UntranslatedModule:
    """Either the whole module, or so many steps of it."""

    module: Module
    url: str
    steps: int

    @property
    def is_whole(self) -> bool:
        return self.steps == len(self.module.steps)


@dataclass(frozen=True)
class UntranslatedModules:
    language: str
    modules: tuple[UntranslatedModule, ...]


def untranslated_modules(course: CoursePage) -> UntranslatedModules | None:
    """No query for a course in one language only, and for an original one."""
    original = original_of(course)
    if original is None:
        return None
    here = {one.key: one for one in course_outline(course).modules}
    url = original.get_url() or ""
    found = []
    for module in course_outline(original).modules:
        own = here.get(module.key)
        known = {step.id for step in own.steps} if own else set()
        missing = sum(step.id not in known for step in module.steps)
        if missing or own is None:
            found.append(UntranslatedModule(module, f"{url}{module.slug}/", missing))
    return UntranslatedModules(original.locale.language_code, tuple(found)) if found else None
