"""Panels of the editor's pages that show what stands beside the page and lead to it."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from wagtail.admin.panels import InlinePanel, Panel

from courses.forms.fields import as_validation_error
from courses.forms.rows import RowFormSet
from courses.models import CoursePage, ModulePage, Occasion
from courses.querysets import with_seats
from courses.reports.holes import Hole, fill_slot
from courses.reports.lagging import Lagging, lagging
from courses.reports.outline import read_module, read_outline
from courses.reports.stopped import not_published, stopped_publication
from courses.reports.unmeetable import unmeetable_now
from courses.rules import notices


class FormInlinePanel(InlinePanel):
    """An inline panel whose rows use a form of their own."""

    def __init__(self, *args, form=None, formset=RowFormSet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.formset = form, formset

    def clone_kwargs(self) -> dict:
        return super().clone_kwargs() | {"form": self.form, "formset": self.formset}

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options


class SlotPanel(Panel):
    """What the apps above courses have to say to the editor of a page that is saved."""

    def __init__(self, slot: str = "", **kwargs) -> None:
        super().__init__(**kwargs)
        self.slot = slot

    def clone_kwargs(self) -> dict:
        return super().clone_kwargs() | {"slot": self.slot}

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/slot_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and bool(self.said)

        @cached_property
        def said(self) -> SafeString:
            return fill_slot(self.request, self.instance, Hole(self.panel.slot, {}))

        def get_context_data(self, parent_context=None) -> dict:
            return super().get_context_data(parent_context) | {"said": self.said}


class OccasionsPanel(Panel):
    """A dated course's occasions, on its own edit page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/occasions_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            context = super().get_context_data(parent_context)
            course = self.instance
            found = Occasion.objects.none()
            if course.pk:
                found = Occasion.objects.current().of(course.translation_key)
            context["occasions"] = with_seats(found)
            context["course"] = course
            return context


class VenuesPanel(Panel):
    """An occasion's venues and seats, on its own edit page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/venues_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            context = super().get_context_data(parent_context)
            occasion = self.instance
            context["occasion"] = occasion
            context["venues"] = (
                occasion.venues.current().prefetch_related("pools") if occasion.pk else []
            )
            return context


class NoticesPanel(Panel):
    """Warnings about the page as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/notices_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and bool(self.notices)

        @property
        def notices(self) -> list[str]:
            if not hasattr(self, "_notices"):
                found = map(as_validation_error, notices_of(self.instance))
                stopped = stopped_publication(self.instance)
                self._notices = [
                    *([not_published(stopped.reasons)] if stopped else ()),
                    *(error.messages[0] for error in found),
                ]
            return self._notices

        def get_context_data(self, parent_context=None) -> dict:
            return super().get_context_data(parent_context) | {"notices": self.notices}


class LagPanel(Panel):
    """In what a translation lags behind its original, as both are live."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/lag_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and self.lag is not None

        @cached_property
        def lag(self) -> Lagging | None:
            page = self.instance
            if isinstance(page, ModulePage):
                courses = CoursePage.objects.filter(path=page.path[: -page.steplen])
                keys = list(courses.values_list("translation_key", flat=True))
            else:
                keys = [page.translation_key]
            return next((row for row in lagging(keys) if row.page.pk == page.pk), None)

        def get_context_data(self, parent_context=None) -> dict:
            return super().get_context_data(parent_context) | {"row": self.lag}


def notices_of(page: CoursePage | ModulePage) -> list:
    """Everything an editor should know about this page now."""
    if isinstance(page, ModulePage):
        return notices.attempts_notices([read_module(page)])
    return notices_of_course(page)


def notices_of_course(course: CoursePage) -> list:
    outline = read_outline(course)
    documents = [(row.document.title, row.document.years) for row in course.course_steering.all()]
    occasions = Occasion.objects.current().of(course.translation_key)
    return [
        *notices.steering_notices(documents, timezone.localdate()),
        *notices.weekday_notices([course.summary, course.audience_text, *_texts(course)]),
        *notices.deadline_notices(
            (
                str(occasion),
                occasion.closes_at.astimezone(occasion.zone).date() if occasion.closes_at else None,
                occasion.begins_on,
            )
            for occasion in occasions.select_related("course")
        ),
        *notices.media_notices(_videos(course)),
        *notices.attempts_notices(outline.modules, outline.rule),
        *unmeetable_now(course.specific),
    ]


def _texts(course: CoursePage) -> Iterator[str]:
    for block in course.body:
        if block.block_type in ("paragraph", "heading"):
            yield str(block.value)
        elif block.block_type == "text":
            yield strip_tags(block.value.source)


def _videos(course: CoursePage) -> Iterator[tuple[str, bool]]:
    for block in course.body:
        if block.block_type == "video":
            told = bool(block.value.get("captions") or block.value.get("transcript"))
            yield block.value.get("title") or "", told
