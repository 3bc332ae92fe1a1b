from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, PageManager, PageViewRestriction, Revision
from wagtail.search import index

from courses.blocks import ContentBlock
from courses.blocks.completion import CompletionBlock
from courses.models.choices import (
    Audience,
    Certificate,
    Currency,
    ModuleOrder,
    Recurrence,
)
from courses.models.fields import BlocksField
from courses.models.publishing import is_stopped
from courses.querysets import CourseQuerySet


class Topic(TagBase):
    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class CourseTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="course_topics")
    content_object = ParentalKey(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="course_topics"
    )


class CourseOutcome(Orderable):
    page = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="outcomes")
    text = models.TextField(_("learning outcome"))

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("learning outcome")
        verbose_name_plural = _("learning outcomes")

    def __str__(self) -> str:
        return self.text


class CoursePage(Page):
    """What dated courses and packages share: all that a card in a listing shows is here.

    The slug is the id in catalogue files. The course's identity across languages, for all records
    of people, is its translation_key.
    """

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = BlocksField(ContentBlock(), verbose_name=_("content"), blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    updated = models.CharField(
        _("last updated"),
        max_length=16,
        blank=True,
        help_text=_("A date, or a date and a time: 2023-07-03 or 2023-07-03T09:43."),
    )
    visibility = models.CharField(
        _("visibility"),
        max_length=10,
        choices=[("public", _("Public")), ("invited", _("Only those who are invited"))],
        default="public",
    )
    topics = ClusterTaggableManager(
        through=CourseTopic,
        blank=True,
        verbose_name=_("topics"),
        related_name="courses",
    )
    audience = models.JSONField(_("audience"), default=list, blank=True)
    audience_text = models.TextField(_("audience, in words"), blank=True)
    series = models.SlugField(_("series"), max_length=80, blank=True)
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    recurrence = models.CharField(
        _("recurrence"), max_length=10, choices=Recurrence, blank=True, default=""
    )
    contact_name = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("A function, rather than a person."),
    )
    contact_email = models.EmailField(_("contact's e-mail address"), blank=True)
    contact_phone = models.CharField(_("contact's telephone"), max_length=40, blank=True)
    price_amount = models.DecimalField(
        _("price"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("0 is shown as free. Leave empty when nothing is known."),
    )
    price_currency = models.CharField(
        _("currency"), max_length=3, choices=Currency, blank=True, default=""
    )
    price_note = models.TextField(_("about the price"), blank=True)
    certificate = models.CharField(
        _("certificate"),
        max_length=10,
        choices=Certificate,
        default=Certificate.COMPLETION,
    )
    completion_attendance_percent = models.PositiveSmallIntegerField(
        _("attendance needed, percent"), null=True, blank=True
    )
    completion_modules = models.PositiveSmallIntegerField(
        _("modules needed"),
        null=True,
        blank=True,
        help_text=_("This many modules are enough. Leave empty for all the required ones."),
    )
    completion_rule = BlocksField(
        CompletionBlock(),
        verbose_name=_("what is asked for"),
        blank=True,
        help_text=_("All of it has to be met. Empty: every required module."),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = PageManager.from_queryset(CourseQuerySet)()

    is_creatable = False
    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.ModulePage"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("audience_text"),
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.FilterField("visibility"),
        index.FilterField("archived_at"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        indexes = [models.Index(fields=["series"], name="course_series")]

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """None is looked for where the query that found the page saw that there are none."""
        if self.__dict__.get("is_open"):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def publish(
        self, revision: Revision, *args: Any, log_action: Any = True, **kwargs: Any
    ) -> None:
        if not is_stopped(self, revision, log_action):
            super().publish(revision, *args, log_action=log_action, **kwargs)

    def with_content_json(self, content: dict) -> "CoursePage":
        """The page is archived, not a revision: publishing an old draft leaves it so."""
        page = super().with_content_json(content)
        page.archived_at = self.archived_at
        return page

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(value).label) for value in self.audience if value in Audience.values]

    @property
    def is_free(self) -> bool:
        return self.price_amount == 0


class DatedCoursePage(CoursePage):
    """A course with occasions; it may have modules too."""

    template = "courses/dated_course_page.html"

    class Meta:
        verbose_name = _("dated course")
        verbose_name_plural = _("dated courses")


class PackagePage(CoursePage):
    """A training package that each takes at their own pace."""

    order = models.CharField(
        _("order of modules"),
        max_length=12,
        choices=ModuleOrder,
        default=ModuleOrder.FREE,
    )
    suggested_weeks = models.PositiveSmallIntegerField(_("suggested weeks"), null=True, blank=True)

    template = "courses/package_page.html"

    class Meta:
        verbose_name = _("training package")
        verbose_name_plural = _("training packages")
