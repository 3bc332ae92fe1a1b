"""Reads over what is offered, as chainable words."""

from typing import TypeVar

from django.db import models
from wagtail.query import PageQuerySet

M = TypeVar("M", bound=models.Model)


class CourseQuerySet(PageQuerySet):
    def listed(self) -> "CourseQuerySet":
        """Live, for everyone, and not archived."""
        return self.live().public().filter(archived_at=None, visibility="public")


class OccasionQuerySet(models.QuerySet[M]):
    def current(self) -> "OccasionQuerySet[M]":
        """Not archived."""
        return self.filter(archived_at=None)

    def of(self, translation_key: object) -> "OccasionQuerySet[M]":
        """Of a course, whichever of its translations is asked."""
        return self.filter(course__translation_key=translation_key)


class VenueQuerySet(models.QuerySet[M]):
    def current(self) -> "VenueQuerySet[M]":
        return self.filter(archived_at=None)

    def running(self) -> "VenueQuerySet[M]":
        """Neither archived nor cancelled."""
        return self.current().filter(cancelled_on=None)
