from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.choices import SeatRole
from courses.models.occasions import Venue
from courses.querysets import SeatPoolQuerySet


class SeatPool(models.Model):
    """The seats of a venue for a role. Taken counts offered and confirmed seats.

    Nothing but progress' seat actions changes taken, and capacity only where taken allows it.
    """

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="pools", verbose_name=_("venue"))
    role = models.CharField(
        _("role"), max_length=12, choices=SeatRole, default=SeatRole.PARTICIPANT
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Leave empty for unlimited.")
    )
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)

    objects = SeatPoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        ordering = ["venue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "role"], name="one_pool_for_a_role"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="no_seat_sold_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue} – {self.get_role_display()}"

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken
