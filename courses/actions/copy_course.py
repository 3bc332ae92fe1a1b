from django.db import transaction
from django.db.models import Model

from courses.models import CoursePage


def copy_course(
    *, course: CoursePage, title: str, slug: str, edition: str, user: Model | None = None
) -> CoursePage:
    """Next year's edition: the course and its modules as drafts, without occasions and dates.

    The old page is not touched. Both are of one series: the old one's, or else its id.
    """
    course = course.specific
    with transaction.atomic():
        return course.copy(
            recursive=True,
            copy_revisions=False,
            keep_live=False,
            reset_translation_key=True,
            user=user,
            update_attrs={
                "title": title,
                "slug": slug,
                "edition": edition,
                "series": course.series or course.slug[:80],
                "published_on": None,
                "updated": "",
                "archived_at": None,
                "first_published_at": None,
                "go_live_at": None,
                "expire_at": None,
            },
        )
