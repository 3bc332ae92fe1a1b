import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from courses.models.choices import AskedKind
from courses.models.occasions import Occasion


class ParticipantQuestion(models.Model):
    """What is asked of whoever registers, and why. Answers keep its words as they were."""

    occasion = ParentalKey(Occasion, on_delete=models.CASCADE, related_name="questions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=AskedKind, default=AskedKind.TEXT)
    label = models.CharField(
        _("question"),
        max_length=200,
        blank=True,
        help_text=_("May be empty for dietary and access needs: then their own words are used."),
    )
    why = models.CharField(
        _("why it is asked"),
        max_length=300,
        help_text=_("Shown beside the question: “The kitchen needs to know by the day before”."),
    )
    choices = models.JSONField(
        _("choices"), default=list, blank=True, help_text=_("One on each line.")
    )
    required = models.BooleanField(_("must be answered"), default=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("question to participants")
        verbose_name_plural = _("questions to participants")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())

    @property
    def is_sensitive(self) -> bool:
        return self.kind in (AskedKind.DIETARY, AskedKind.ACCESS)
