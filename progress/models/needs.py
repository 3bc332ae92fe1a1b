from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import AskedKind
from progress.models.places import Registration


class ParticipantAnswer(models.Model):
    """What somebody answered when they registered. The question stands beside it as it was.

    Dietary and access needs are deleted 30 days after the occasion, and when the place is left.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.UUIDField()
    kind = models.CharField(max_length=10, choices=AskedKind)
    label = models.CharField(max_length=200)
    value = models.CharField(max_length=1000)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant's answer")
        verbose_name_plural = _("participants' answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="a_question_is_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
