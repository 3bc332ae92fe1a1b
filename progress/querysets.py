"""Reads over what people do with the offer, as chainable words."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Replace

from progress.rules.places import LIVE, SEATED

M = TypeVar("M", bound=models.Model)


class RegistrationQuerySet(models.QuerySet[M]):
    def live(self) -> "RegistrationQuerySet[M]":
        return self.filter(state__in=LIVE)

    def seated(self) -> "RegistrationQuerySet[M]":
        """Those that hold a seat: offered and confirmed."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="confirmed")


class MembershipQuerySet(models.QuerySet[M]):
    def valid_on(self, day: date) -> "MembershipQuerySet[M]":
        """Half-open: valid_to is the first day on which it is no more."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def managers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="manager")

    def teachers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="teacher")


class EnrolmentQuerySet(models.QuerySet[M]):
    def completed(self) -> "EnrolmentQuerySet[M]":
        return self.exclude(completed_at=None)

    def going_on(self) -> "EnrolmentQuerySet[M]":
        return self.filter(completed_at=None)


class StepRecordQuerySet(models.QuerySet[M]):
    def plain(self) -> "models.QuerySet[M, tuple[str, int]]":
        """(step, minutes), the step's id as 32 hexadecimal digits."""
        return self.values_list(
            Replace(Cast("step", CharField()), Value("-"), Value("")), "minutes"
        )
