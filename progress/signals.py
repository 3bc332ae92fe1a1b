"""What progress hears: from Wagtail, of a course or a module that asks for other things; from
courses, of an occasion whose times, places or seats are others."""

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.models import CoursePage, ModulePage, Occasion, SeatPool
from courses.rules.changes import Changes
from courses.signals import catalogue_left, hours_changed, occasion_changed, seats_changed
from progress.actions.fill_pool import fill_pool
from progress.actions.settle_published import settle_published
from progress.actions.sum_up_courses import sum_up_courses
from progress.actions.tell_of_changes import tell_of_changes
from progress.actions.tell_of_leaving import tell_of_leaving
from progress.models import Enrolment


@receiver([page_published, page_unpublished], dispatch_uid="progress_page_changed")
def page_changed(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    sum_up_later(instance, revision)


@receiver(post_page_move, dispatch_uid="progress_page_moved")
def page_moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    for page in (instance, parent_page_before, parent_page_after):
        sum_up_later(page.specific_deferred)


@receiver(post_delete, sender=ModulePage, dispatch_uid="progress_module_deleted")
def module_deleted(instance: ModulePage, **kwargs: Any) -> None:
    sum_up_later(instance)


def sum_up_later(page: Page, revision: Revision | None = None) -> None:
    """Once after the commit, however many pages an import publishes."""
    if isinstance(page, ModulePage):
        path = page.path[: -page.steplen]
    elif isinstance(page, CoursePage):
        path = page.path
    else:
        return
    published = {}
    if isinstance(page, ModulePage) and revision is not None:
        published[revision.pk] = (page.pk, path)
    for waiting in connection.run_on_commit:
        pending = getattr(waiting[1], "keywords", {})
        if "course_paths" in pending:
            pending["course_paths"].add(path)
            pending["published"].update(published)
            return
    transaction.on_commit(partial(sum_up_now, course_paths={path}, published=published))


def sum_up_now(course_paths: set[str], published: dict[int, tuple[int, str]]) -> None:
    """In one query, and more only where somebody has begun one of the courses. `published` has by
    revision the module that went live, and its course's path."""
    keys = CoursePage.objects.filter(path__in=course_paths).values("translation_key")
    begun = (
        Enrolment.objects.current()
        .filter(translation_key__in=keys)
        .order_by()
        .values_list("translation_key", "course__path")
        .annotate(midway=Count("pk", filter=Q(completed_at=None)))
    )
    ways = list(begun)
    begun_paths = {path for _, path, _ in ways}
    for revision_id, (module_id, path) in sorted(published.items()):
        if path in begun_paths:
            settle_published(module_id=module_id, revision_id=revision_id)
    if found := sorted({str(key) for key, _, midway in ways if midway}):
        sum_up_courses.enqueue(found)


@receiver(occasion_changed, dispatch_uid="progress_occasion_changed")
def occasion_was_changed(occasion: Occasion, changes: Changes, **kwargs: Any) -> None:
    tell_of_changes(occasion=occasion, changes=changes)


@receiver(catalogue_left, dispatch_uid="progress_catalogue_left")
def catalogue_was_left(occasion: Occasion, venues: set[int], back: bool, **kwargs: Any) -> None:
    """Seats that were given back meanwhile are for who waits, once it is there again."""
    tell_of_leaving(occasion=occasion, venues=venues, back=back)
    if back:
        seats_were_changed(occasion.pk)


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
