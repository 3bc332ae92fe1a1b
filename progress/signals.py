"""What progress hears: from Wagtail, of a course or a module that asks for other things; from
courses, of an occasion whose times, places or seats are others."""

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.models import CoursePage, ModulePage, Occasion, SeatPool
from courses.rules.changes import Changes
from courses.signals import hours_changed, occasion_changed, seats_changed
from progress.actions.fill_pool import fill_pool
from progress.actions.sum_up_courses import sum_up_courses
from progress.actions.tell_of_changes import tell_of_changes
from progress.models import Enrolment


@receiver([page_published, page_unpublished], dispatch_uid="progress_page_changed")
def page_changed(instance: Page, **kwargs: Any) -> None:
    sum_up_later(instance)


@receiver(post_page_move, dispatch_uid="progress_page_moved")
def page_moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    for page in (instance, parent_page_before, parent_page_after):
        sum_up_later(page.specific_deferred)


@receiver(post_delete, sender=ModulePage, dispatch_uid="progress_module_deleted")
def module_deleted(instance: ModulePage, **kwargs: Any) -> None:
    sum_up_later(instance)


def sum_up_later(page: Page) -> None:
    """Once after the commit, however many pages an import publishes."""
    if isinstance(page, ModulePage):
        path = page.path[: -page.steplen]
    elif isinstance(page, CoursePage):
        path = page.path
    else:
        return
    for waiting in connection.run_on_commit:
        pending = getattr(waiting[1], "keywords", {}).get("course_paths")
        if pending is not None:
            pending.add(path)
            return
    transaction.on_commit(partial(sum_up_now, course_paths={path}))


def sum_up_now(course_paths: set[str]) -> None:
    """In one query, and one more where somebody is midway in one of the courses."""
    keys = CoursePage.objects.filter(path__in=course_paths).values("translation_key")
    begun = Enrolment.objects.going_on().filter(translation_key__in=keys)
    if found := sorted({str(key) for key in begun.values_list("translation_key", flat=True)}):
        sum_up_courses.enqueue(found)


@receiver(occasion_changed, dispatch_uid="progress_occasion_changed")
def occasion_was_changed(occasion: Occasion, changes: Changes, **kwargs: Any) -> None:
    tell_of_changes(occasion=occasion, changes=changes)


@receiver(hours_changed, dispatch_uid="progress_hours_changed")
def hours_were_changed(occasion_id: int, **kwargs: Any) -> None:
    """A share of the hours is another share now."""
    for course in CoursePage.objects.filter(datedcoursepage__occasions=occasion_id):
        sum_up_later(course)


@receiver(seats_changed, dispatch_uid="progress_seats_changed")
def seats_were_changed(occasion_id: int, **kwargs: Any) -> None:
    """More seats than before: who waits is offered them in the same transaction."""
    for pool in SeatPool.objects.filter(venue__occasion=occasion_id).order_by("pk"):
        fill_pool(pool_id=pool.pk, now=timezone.now())
