from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from courses.models import CoursePage, ModulePage, PackagePage
from courses.reports.module_body import BodyStep, module_body
from courses.reports.module_route import course_of
from courses.reports.outline import course_outline
from courses.rules.outline import Module, Outline, plain_id, read_steps


@dataclass
class ModuleView:
    """All that a module's page shows of the course around it, read when it is asked for."""

    page: ModulePage
    request: HttpRequest | None

    @cached_property
    def course(self) -> CoursePage | None:
        return course_of(self.page) if self.page.path else None

    @cached_property
    def course_url(self) -> str:
        return (self.course.get_url() or "") if self.course else ""

    @property
    def is_package(self) -> bool:
        return self.course is not None and issubclass(self.course.specific_class, PackagePage)

    @cached_property
    def outline(self) -> Outline:
        """Of the course as it is live; a preview's own module stands in it as it is written now."""
        if self.course is None:
            return Outline(0, "")
        return course_outline(self.course, self.course.stamp)

    @cached_property
    def module(self) -> Module:
        key = plain_id(self.page.translation_key)
        live = self.outline.module(key)
        if live is not None and not self.is_preview:
            return live
        return Module(
            pk=self.page.pk or 0,
            key=key,
            slug=self.page.slug,
            title=self.page.title,
            role=self.page.role,
            required=self.page.required,
            steps=read_steps(self.page.steps.raw_data),
        )

    @cached_property
    def is_preview(self) -> bool:
        return bool(getattr(self.request, "is_preview", False))

    @cached_property
    def body(self) -> tuple[BodyStep, ...]:
        return module_body(self.page, is_preview=self.is_preview)

    @property
    def modules(self) -> list[tuple[Module, str]]:
        return [(module, self.url_of(module)) for module in self.outline.modules]

    @property
    def before(self) -> tuple[Module, str] | None:
        module = self.outline.before(self.module.key)
        return (module, self.url_of(module)) if module else None

    @property
    def after(self) -> tuple[Module, str] | None:
        module = self.outline.after(self.module.key)
        return (module, self.url_of(module)) if module else None

    def url_of(self, module: Module) -> str:
        return f"{self.course_url}{module.slug}/"
