"""What nobody could do of what a course asks for, if a page of it were published as it is now."""

from dataclasses import replace
from datetime import date

from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage, ModulePage, Occasion
from courses.models.choices import Certificate
from courses.reports.outline import read_module, read_outline
from courses.rules.outline import Outline, plain_id
from courses.rules.unmeetable import Drafts, Offered, OfferedVenue, Unmeetable, unmeetable

LATER = ("all_over", "no_session")


def unmeetable_now(course: CoursePage, today: date | None = None) -> list[Unmeetable]:
    """Of the course as it is given, with the modules that are live."""
    return _reasons(course, read_outline(course), today)


def stopped_course(course: CoursePage, *, is_live: bool) -> list[Unmeetable]:
    """What stops the publishing of a course: what it makes unmeetable, not what was so before.

    An occasion that is over by now is no reason to refuse an editor a line of text.
    """
    found = unmeetable_now(course)
    if is_live:
        known = {str(one) for one in unmeetable_now(CoursePage.objects.get(pk=course.pk).specific)}
        return [one for one in found if str(one) not in known]
    return [one for one in found if _stops(one, course)]


def reasons_to_stop(page: Page, *, is_new: bool = False) -> list[Unmeetable]:
    """What stops the publishing of whatever page, as it is given."""
    if isinstance(page, CoursePage):
        is_live = not is_new and Page.objects.filter(pk=page.pk, live=True).exists()
        return stopped_course(page, is_live=is_live)
    if isinstance(page, ModulePage):
        return stopped_module(page)
    return []


def _stops(reason: Unmeetable, course: CoursePage) -> bool:
    """What nobody has chosen is only mentioned: a page may tell of a course that was."""
    if reason.code == "nothing_asked":
        return course.certificate != Certificate.NONE
    is_chosen = bool(course.completion_rule) or course.completion_attendance_percent is not None
    return reason.code not in LATER or is_chosen


def stopped_module(module: ModulePage) -> list[Unmeetable]:
    """The same of a module of a live course: nothing is asked of one that is not live yet."""
    course = CoursePage.objects.live().parent_of(module).first()
    if course is None:
        return []
    before = read_outline(course)
    new = read_module(module)
    kept = [new if one.key == new.key else one for one in before.modules]
    if before.module(new.key) is None:
        kept.append(new)
    known = {str(one) for one in _reasons(course, before)}
    after = _reasons(course, replace(before, modules=tuple(kept)), beside=module)
    return [one for one in after if str(one) not in known]


def _reasons(
    course: CoursePage,
    outline: Outline,
    today: date | None = None,
    beside: ModulePage | None = None,
) -> list[Unmeetable]:
    drafts = ModulePage.objects.filter(live=False).child_of(course)
    if beside is not None:
        drafts = drafts.exclude(pk=beside.pk)
    rows = [
        (plain_id(key), title, required)
        for key, title, required in drafts.order_by("path").values_list(
            "translation_key", "title", "required"
        )
    ]
    return unmeetable(
        outline,
        offered_of(course, today or timezone.localdate()),
        Drafts(
            {key: title for key, title, _ in rows}, {key for key, _, required in rows if required}
        ),
    )


def offered_of(course: CoursePage, today: date) -> list[Offered]:
    """Three queries."""
    occasions = Occasion.objects.current().of(course.translation_key)
    return [
        Offered(
            occasion.slug,
            is_called_off=occasion.state == "cancelled",
            is_over=occasion.state == "finished"
            or (occasion.ends_on is not None and occasion.ends_on < today),
            venues=tuple(
                OfferedVenue(
                    venue.slug,
                    venue.cancelled_on is not None,
                    any(pool.capacity != 0 for pool in venue.pools.all()),
                )
                for venue in occasion.venues.all()
                if venue.archived_at is None
            ),
        )
        for occasion in occasions.prefetch_related("venues__pools")
    ]
