"""Reads over what is offered, as chainable words."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Sum
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

M = TypeVar("M", bound=models.Model)


class CourseQuerySet(PageQuerySet):
    def listed(self) -> "CourseQuerySet":
        """Live, for everyone, and not archived. Wagtail's public() asks apart for restrictions."""
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        closed = PageViewRestriction.objects.annotate(below=path).filter(
            below__startswith=F("page__path")
        )
        return self.live().filter(~Exists(closed), archived_at=None, visibility="public")


class OccasionQuerySet(models.QuerySet[M]):
    def current(self) -> "OccasionQuerySet[M]":
        """Not archived."""
        return self.filter(archived_at=None)

    def of(self, translation_key: object) -> "OccasionQuerySet[M]":
        """Of a course, whichever of its translations is asked."""
        return self.filter(course__translation_key=translation_key)

    def over(self, day: date) -> "OccasionQuerySet[M]":
        """Finished, or the last day is past; never what was cancelled or postponed."""
        is_over = Q(state="finished") | Q(ends_on__lt=day)
        return self.filter(is_over).exclude(state__in=["cancelled", "postponed"])


class VenueQuerySet(models.QuerySet[M]):
    def current(self) -> "VenueQuerySet[M]":
        return self.filter(archived_at=None)

    def running(self) -> "VenueQuerySet[M]":
        """Neither archived nor cancelled."""
        return self.current().filter(cancelled_on=None)


class MeetingQuerySet(models.QuerySet[M]):
    def current(self) -> "MeetingQuerySet[M]":
        """Without what was called off."""
        return self.filter(cancelled_at=None)


def with_seats(occasions: OccasionQuerySet[M]) -> OccasionQuerySet[M]:
    """Annotates the seats of what is running: seats, seats_taken, has_unlimited, unlimited_taken.

    Contributors' seats are apart and not counted; observers' are where the occasion says so.
    """
    running = Q(
        Q(counts_observers=True) | ~Q(venues__pools__role="observer"),
        ~Q(venues__pools__role="contributor"),
        venues__cancelled_on=None,
        venues__archived_at=None,
        venues__pools__pk__isnull=False,
    )
    limited, unlimited = (
        running & Q(venues__pools__capacity__isnull=is_null) for is_null in (False, True)
    )
    return occasions.annotate(  # type: ignore[return-value]
        seats=Sum("venues__pools__capacity", filter=limited),
        seats_taken=Sum("venues__pools__taken", filter=limited),
        unlimited_taken=Sum("venues__pools__taken", filter=unlimited),
        has_unlimited=Count("venues__pools", filter=unlimited),
    )


class SeatPoolQuerySet(models.QuerySet[M]):
    def with_offer(self) -> "SeatPoolQuerySet[M]":
        """With the venue, the occasion and the course that the rules on places look at."""
        return self.select_related("venue__occasion__course").defer("venue__occasion__course__body")

    def in_order(self) -> "SeatPoolQuerySet[M]":
        """As a form lists them: venue by venue, participants first."""
        return self.order_by(
            "venue__sort_order",
            "venue",
            models.Case(
                models.When(role="participant", then=0),
                models.When(role="observer", then=1),
                default=2,
            ),
        )
