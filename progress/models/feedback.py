from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion


class Feedback(models.Model):
    """Views sent in after an occasion, by whoever followed it and could not speak there."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="feedback")
    text = models.TextField(_("your views"), max_length=5000)
    group = models.CharField(_("group or organisation"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
