from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from courses.models.fields import PartialDateField


class SteeringDocument(index.Indexed, models.Model):
    """A strategy, plan or convention that courses carry out."""

    title = models.CharField(_("title"), max_length=255)
    years = PartialDateField(
        _("years"),
        blank=True,
        help_text=_("The years that it is for, such as 2020/2023."),
    )
    url = models.URLField(_("address"), blank=True, max_length=500)

    panels = [FieldPanel("title"), FieldPanel("years"), FieldPanel("url")]
    search_fields = [index.AutocompleteField("title"), index.SearchField("title")]

    class Meta:
        verbose_name = _("steering document")
        verbose_name_plural = _("steering documents")
        ordering = ["title", "years"]
        constraints = [
            models.UniqueConstraint(fields=["title", "years", "url"], name="steering_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.years.replace('/', '–')})" if self.years else self.title


class CourseSteering(Orderable):
    page = ParentalKey(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="course_steering"
    )
    document = models.ForeignKey(
        SteeringDocument,
        models.PROTECT,
        related_name="+",
        verbose_name=_("steering document"),
    )
    articles = models.JSONField(_("articles"), default=list, blank=True)

    panels = [FieldPanel("document"), FieldPanel("articles")]

    class Meta(Orderable.Meta):
        verbose_name = _("steering document")

    def __str__(self) -> str:
        return self.document.title


class PriorityArea(index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)

    panels = [FieldPanel("name")]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta:
        verbose_name = _("priority area")
        verbose_name_plural = _("priority areas")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CoursePriority(Orderable):
    page = ParentalKey(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="course_priorities"
    )
    area = models.ForeignKey(
        PriorityArea, models.PROTECT, related_name="+", verbose_name=_("priority area")
    )

    panels = [FieldPanel("area")]

    class Meta(Orderable.Meta):
        verbose_name = _("priority area")
        constraints = [
            models.UniqueConstraint(fields=["page", "area"], name="priority_once_on_a_course")
        ]

    def __str__(self) -> str:
        return self.area.name
