from django.db import transaction
from django.db.models import Model

from courses.actions.claim_id import claim_id
from courses.models import CoursePage, ModulePage
from courses.rules.completion import with_pages


def copy_course(
    *, course: CoursePage, title: str, slug: str, edition: str, user: Model | None = None
) -> CoursePage:
    """Next year's edition: the course and its modules as drafts, without occasions and dates.

    The old page is not touched. Both are of one series: the old one's, or else its id. Raises
    IdTakenError.
    """
    course = course.specific
    with transaction.atomic():
        claim_id(parent=course.get_parent(), slug=slug)
        made: CoursePage = course.copy(
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
        _ask_for_own_modules(course, made, user)
    return made


def _ask_for_own_modules(course: CoursePage, made: CoursePage, user: Model | None) -> None:
    """A rule that names modules means those of the copy."""
    rule = list(course.completion_rule.raw_data)
    if not rule:
        return
    of = [
        ModulePage.objects.child_of(page).order_by("path").values_list("pk", flat=True)
        for page in (course, made)
    ]
    own = with_pages(rule, dict(zip(*of, strict=True)))
    made.completion_rule = made.completion_rule.stream_block.to_python(own)
    made.save(update_fields=["completion_rule"])
    made.save_revision(user=user, clean=False)
