from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from progress.models.certificates import Certificate
from progress.models.letters import Letter
from progress.models.places import Registration
from progress.models.submissions import Submission
from progress.querysets import MessageQuerySet


class Message(models.Model):
    """Outbox: written in the transaction of what it tells of, sent by a task after the commit.

    The key names what caused it ("registration:12:confirmed:1"), so that it is recorded once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    to = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sending_since = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="what_is_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", sending_since__isnull=False) | ~Q(state="sending"),
                name="what_is_in_hand_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="message_to_send")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
