from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from progress.models.learning import Enrolment
from progress.querysets import CertificateQuerySet


class Certificate(models.Model):
    """A sealed snapshot: what it says never changes. Corrected by a successor, or revoked."""

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("Certificate of attendance")
        COMPLETION = "completion", _("Certificate of completion")

    number = models.CharField(_("number"), max_length=32, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
    )
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=5)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    data = models.JSONField(_("what it says"))
    seal = models.CharField(_("seal"), max_length=64, default="", editable=False)
    successor = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessor"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=models.Q(successor=None),
                name="one_valid_certificate_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.number
