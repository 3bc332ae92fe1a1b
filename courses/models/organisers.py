from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index


class Organiser(index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    organisation_number = models.CharField(_("organisation number"), max_length=20, blank=True)
    url = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("organisation_number"),
        FieldPanel("url"),
        FieldPanel("logo"),
    ]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta:
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CourseOrganiser(Orderable):
    """One of a course's organisers; their order is kept, on the page and on the certificate."""

    page = ParentalKey(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="course_organisers"
    )
    organiser = models.ForeignKey(
        Organiser, models.PROTECT, related_name="+", verbose_name=_("organiser")
    )

    panels = [FieldPanel("organiser")]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        constraints = [
            models.UniqueConstraint(fields=["page", "organiser"], name="organiser_once_on_a_course")
        ]

    def __str__(self) -> str:
        return self.organiser.name
