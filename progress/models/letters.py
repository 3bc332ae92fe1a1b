from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Occasion, SeatRole, Venue
from progress.querysets import LetterQuerySet, MailTextQuerySet


class Letter(models.Model):
    """A letter to the people of an occasion: at one venue or all, in one role or all."""

    class To(models.TextChoices):
        SEATED = "seated", _("Those with a place")
        WAITING = "waiting", _("Those on the waiting list")
        NEEDS_CHOICE = "needs_choice", _("Those who have to choose anew")

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="letters")
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venue")
    )
    role = models.CharField(_("role"), max_length=12, choices=SeatRole, blank=True)
    to = models.CharField(_("to"), max_length=12, choices=To, default=To.SEATED)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("letter"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField(_("is sent"), default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-send_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(cancelled_at=None),
                name="a_letter_is_sent_or_called_off",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class MailText(models.Model):
    """An editor's own words at the head of one kind of mail about one course, in its language."""

    course = models.ForeignKey(
        CoursePage, models.CASCADE, related_name="mail_texts", verbose_name=_("course")
    )
    kind = models.CharField(_("mail"), max_length=40)
    text = models.TextField(_("text"), help_text=_("Stands above the facts of the place."))

    objects = MailTextQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        constraints = [
            models.UniqueConstraint(fields=["course", "kind"], name="one_text_of_a_kind_of_mail")
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.kind}"
