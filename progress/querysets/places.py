"""Registrations, the names in a registered group, and seats that are kept."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When

from progress.rules.lives import LIVE, SEATED

M = TypeVar("M", bound=models.Model)


class RegistrationQuerySet(models.QuerySet[M]):
    def live(self) -> "RegistrationQuerySet[M]":
        return self.filter(state__in=LIVE)

    def of(self, person_id: int | None) -> "RegistrationQuerySet[M]":
        """Somebody's own, and those of groups to which they added their name. Annotates member_id:
        of their name in the group, None of what is their own."""
        own = self.model._default_manager.filter(person=person_id).order_by()
        group_members: Any = self.model._meta.get_field("group_members")
        members = group_members.related_model._default_manager
        named = members.filter(person=person_id).order_by()
        mine = own.values("pk").union(named.values("registration"))
        return self.filter(
            pk__in=mine
        ).annotate(  # type: ignore[return-value]
            member_id=Case(
                When(person=person_id, then=None),
                default=Subquery(named.filter(registration=OuterRef("pk")).values("pk")[:1]),
            )
        )

    def seated(self) -> "RegistrationQuerySet[M]":
        """Those that hold a seat: offered and confirmed."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="confirmed")

    def seat_beside(self, registration: Any) -> "RegistrationQuerySet[M]":
        """The seat that its person has in the occasion by another registration, if any."""
        return (
            self.confirmed()
            .filter(person=registration.person_id, occasion=registration.occasion_id)
            .exclude(Q(pk=registration.pk) | Q(person=None))
            .select_related("pool__venue")
        )

    def with_place(self) -> "RegistrationQuerySet[M]":
        """With the pool, the venue, the occasion and the course, as the pages on places show it."""
        return self.select_related("pool__venue__occasion__course", "workplace").defer(
            "pool__venue__occasion__course__body"
        )

    def coming_up(self, day: date) -> "RegistrationQuerySet[M]":
        """Of occasions that are not over, the next one first; undated ones last. What is postponed
        is still to come, whatever its old days were."""
        is_ahead = Q(occasion__ends_on=None) | Q(occasion__ends_on__gte=day)
        return self.filter(is_ahead | Q(occasion__state="postponed")).order_by(
            F("occasion__begins_on").asc(nulls_last=True), "pk"
        )

    def waiting(self) -> "RegistrationQuerySet[M]":
        """In the queue for a seat, in its order; not who is still to be approved."""
        return self.filter(state="queued", approve_by=None).order_by("created_at", "pk")

    def numbered(self) -> "RegistrationQuerySet[M]":
        """Annotates queue_number: 1 for the head of its queue, 0 for what is in none."""
        ahead = (
            self.model._default_manager.waiting()  # type: ignore[attr-defined]
            .filter(
                Q(created_at__lt=OuterRef("created_at"))
                | Q(created_at=OuterRef("created_at"), pk__lte=OuterRef("pk")),
                pool=OuterRef("pool"),
            )
            .order_by()
            .values("pool")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(  # type: ignore[return-value]
            queue_number=Case(
                When(state="queued", approve_by=None, then=Subquery(ahead)), default=0
            )
        )

    def to_approve(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="queued", approve_by__isnull=False).order_by("approve_by", "pk")

    def to_choose(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="needs_choice")

    def written_to(
        self, *, to: str, venue: int | None = None, role: str = ""
    ) -> "RegistrationQuerySet[M]":
        """Whom a letter goes to: Letter.To, at a venue or all, in a role or all."""
        found = {
            "seated": self.confirmed,
            "waiting": self.waiting,
            "needs_choice": self.to_choose,
        }[to]()
        if venue is not None:
            found = found.filter(pool__venue=venue)
        if role:
            found = found.filter(pool__role=role)
        return found.filter(person__isnull=False).order_by("created_at", "pk")


class GroupMemberQuerySet(models.QuerySet[M]):
    def told_of(self, registrations: Iterable[Any]) -> "GroupMemberQuerySet[M]":
        """Who is told of what happens to these groups, beside the person who registered each."""
        return (
            self.filter(registration__in=registrations)
            .exclude(person=F("registration__person"))
            .select_related("person__profile")
            .order_by("pk")
        )


class GuaranteeQuerySet(models.QuerySet[M]):
    def in_force(self, now: datetime) -> "GuaranteeQuerySet[M]":
        return self.filter(release_at__gt=now, released_at=None)
