"""Reads over what people do with the offer, as chainable words."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import CharField, F, Q, Value
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

    def with_place(self) -> "RegistrationQuerySet[M]":
        """With the pool, the venue, the occasion and the course, as the pages on places show it."""
        return self.select_related("pool__venue__occasion__course", "workplace").defer(
            "pool__venue__occasion__course__body"
        )

    def coming_up(self, day: date) -> "RegistrationQuerySet[M]":
        """Of occasions that are not over, the next one first; undated ones last."""
        return self.filter(Q(occasion__ends_on=None) | Q(occasion__ends_on__gte=day)).order_by(
            F("occasion__begins_on").asc(nulls_last=True), "pk"
        )


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
