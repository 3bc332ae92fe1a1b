from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import AskedKind
from progress.models.places import Registration


class ParticipantAnswer(models.Model):
    """What somebody answered to the organiser. The question stands beside it as it was; one without
    words of its own has those of its kind, in the reader's language.

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
        return f"{self.name}: {self.words}"

    @property
    def name(self) -> str:
        return self.label or str(self.get_kind_display())

    @property
    def words(self) -> str:
        """As it is read: yes and no are the form's values."""
        said = {"yes": gettext("Yes"), "no": gettext("No")} if self.kind == AskedKind.YES_NO else {}
        return said.get(self.value, self.value)
