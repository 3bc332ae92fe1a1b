from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from courses.models import CoursePage


def archive_course(
    *, course: CoursePage, by: AbstractBaseUser | None = None, now: datetime | None = None
) -> int:
    """Take a course, in all its languages, out of the catalogue; nothing of it is lost.

    It stays open to those with a record of it. Returns how many pages were archived now.
    """
    return _set(course, now or timezone.now(), "vidare.archive", by)


def restore_course(*, course: CoursePage, by: AbstractBaseUser | None = None) -> int:
    """Back into the catalogue, in all its languages."""
    return _set(course, None, "vidare.restore", by)


def _set(
    course: CoursePage, moment: datetime | None, action: str, by: AbstractBaseUser | None
) -> int:
    with transaction.atomic():
        pages = CoursePage.objects.filter(
            translation_key=course.translation_key, archived_at__isnull=moment is not None
        )
        changed = list(pages)
        pages.filter(pk__in=[page.pk for page in changed]).update(archived_at=moment)
        for page in changed:
            log(instance=page, action=action, user=by)
    return len(changed)
