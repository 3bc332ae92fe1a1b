from wagtail.models import Page

from courses.models import CoursePage
from courses.rules.errors import IdTakenError


def claim_id(*, parent: Page, slug: str) -> None:
    """In the caller's transaction, before a course with this id comes below `parent`: of two who
    make it at once, or of a button pressed twice, the second is told.

    Raises IdTakenError.
    """
    Page.objects.select_for_update().get(pk=parent.pk)
    if CoursePage.objects.filter(slug=slug).exists():
        raise IdTakenError
