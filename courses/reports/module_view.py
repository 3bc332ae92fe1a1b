from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.models import CoursePage, ModulePage, PackagePage
from courses.reports.module_body import NOTHING, BodyStep, module_body
from courses.reports.module_route import course_of
from courses.reports.originals import original_module
from courses.reports.outline import course_outline
from courses.rules.course_langs import card_langs
from courses.rules.langs import NO_LANGS, Langs, module_title_lang
from courses.rules.outline import Module, Outline, Step, plain_id, read_steps
from courses.rules.translations import lag_of


@dataclass(frozen=True)
class Untranslated:
    """Steps of the original, in its language, and where they are read."""

    language: str
    url: str
    steps: tuple[Step, ...]


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
    def steps(self) -> list[tuple[Step, Langs]]:
        """With the languages of what is not in the page's own."""
        langs = {part.id: part.langs for part in self.body}
        return [(step, langs.get(step.id, NO_LANGS)) for step in self.module.steps]

    @cached_property
    def original(self) -> ModulePage | None:
        """Its page in the language that it was translated from; None of an original."""
        return None if self.is_preview else original_module(self.page, self.course)

    @property
    def summary_lang(self) -> str:
        """The original's language, where the summary is still in its words; else ""."""
        original, words = self.original, self.page.summary
        if original is None or not words or words != original.summary:
            return ""
        return original.locale.language_code

    @property
    def title_lang(self) -> str:
        """A title alone may be the same word in both languages."""
        if self.original is None or self.page.title != self.original.title:
            return ""
        is_left = self.summary_lang or any(part.langs.title for part in self.body)
        return self.original.locale.language_code if is_left else ""

    @cached_property
    def untranslated(self) -> Untranslated | None:
        """What the original asks for that stands in no step of this page; None of an original."""
        original = self.original
        if original is None:
            return None
        lag = lag_of(original.steps.raw_data, self.page.steps.raw_data)
        course_url = original.__dict__["course"].get_url() or ""
        return Untranslated(
            original.locale.language_code, f"{course_url}{original.slug}/", lag.missing
        )

    @property
    def untranslated_notice(self) -> SafeString:
        """For who reads; who has begun in another language has the steps themselves."""
        if not self.untranslated or not self.untranslated.steps:
            return NOTHING
        context = {"untranslated": self.untranslated}
        return render_to_string("courses/parts/untranslated_steps.html", context)

    @property
    def modules(self) -> list[tuple[Module, str, str]]:
        """With the address, and the language of the title where it is the original's."""
        return [(one, self.url_of(one), self._lang_of(one)) for one in self.outline.modules]

    @property
    def before(self) -> tuple[Module, str] | None:
        module = self.outline.before(self.module.key)
        return (module, self.url_of(module)) if module else None

    @property
    def after(self) -> tuple[Module, str] | None:
        module = self.outline.after(self.module.key)
        return (module, self.url_of(module)) if module else None

    @property
    def before_lang(self) -> str:
        return self._lang_of(self.before[0]) if self.before else ""

    @property
    def after_lang(self) -> str:
        return self._lang_of(self.after[0]) if self.after else ""

    @property
    def course_lang(self) -> str:
        """Of the course's title."""
        if self.original is None or self.course is None:
            return ""
        ours, theirs = self.course, self.original.__dict__["course"]
        said = (ours.title, ours.summary), (theirs.title, theirs.summary)
        return card_langs(*said, self.original.locale.language_code)[0]

    def _lang_of(self, module: Module) -> str:
        if self.original is None:
            return ""
        if module.key == self.module.key:
            return self.title_lang
        theirs = self._original_outline.module(module.key)
        return module_title_lang(module, theirs, self.original.locale.language_code)

    @cached_property
    def _original_outline(self) -> Outline:
        return course_outline(self.original.__dict__["course"]) if self.original else Outline(0, "")

    def url_of(self, module: Module) -> str:
        return f"{self.course_url}{module.slug}/"
