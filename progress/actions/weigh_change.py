from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from courses.models import CoursePage, ModulePage
from courses.rules.outline import Step, read_steps
from courses.rules.translations import Block
from progress.models import Answer, Enrolment, StepRecord
from progress.querysets import EnrolmentQuerySet
from progress.rules.content_changes import Diff, compare, judged_otherwise

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True)
class Weighed:
    """What publishing a module changes, and for how many."""

    course: CoursePage
    module: ModulePage
    old: tuple[Step, ...]
    new: tuple[Step, ...]
    diff: Diff
    midway: int
    finished: int

    @property
    def asks(self) -> bool:
        """Whether somebody has to choose."""
        return bool(self.diff) and bool(self.midway or self.finished)


def weigh_change(
    *,
    module: ModulePage,
    old: Sequence[Block],
    new: Sequence[Block],
    now: datetime | None = None,
) -> Weighed | None:
    """`old` and `new` are the stored steps. None where nothing is asked that was not asked before.
    Of those whose way is measured by this page's course: a translation counts its own."""
    steps = read_steps(old), read_steps(new)
    diff = compare(*steps, judged_otherwise(old, new))
    if not diff:
        return None
    course = course_of(module)
    if course is None:
        return None
    now = now or timezone.now()
    return Weighed(
        course=course,
        module=module,
        old=steps[0],
        new=steps[1],
        diff=diff,
        midway=midway_in(course, module, now).count(),
        finished=finished_with(course, now).count(),
    )


def course_of(module: ModulePage) -> CoursePage | None:
    return CoursePage.objects.filter(path=module.path[: -module.steplen]).first()


def midway_in(
    course: CoursePage, module: ModulePage, at: datetime, live_before: int | None = None
) -> EnrolmentQuerySet[Enrolment]:
    """Who had begun the module and not completed the course by then. Who has completed it since,
    while it was published or a task waited, is still among them: nobody is in between. What was
    done of the revision that was `live_before` was done before, whatever the clock says."""
    own = {"enrolment": OuterRef("pk"), "module__translation_key": module.translation_key}
    of_then = Q(revision=live_before) if live_before else Q()
    begun = Q(Exists(StepRecord.objects.filter(Q(done_at__lte=at) | of_then, **own))) | Q(
        Exists(Answer.objects.filter(Q(answered_at__lte=at) | of_then, **own))
    )
    not_yet = Q(completed_at=None) | Q(completed_at__gt=at)
    return Enrolment.objects.current().filter(begun, not_yet, course=course, started_at__lt=at)


def finished_with(course: CoursePage, at: datetime) -> EnrolmentQuerySet[Enrolment]:
    return Enrolment.objects.current().filter(course=course, completed_at__lte=at)


def blocks_of(revision: Revision) -> list[Block]:
    return list(revision.as_object().steps.raw_data)


def published_before(*, module: ModulePage, revision: int) -> Revision | None:
    """The revision that was live before this one went live, by the log of what was published."""
    entries = (
        PageLogEntry.objects.filter(page=module.pk, action__in=PUBLISHED, revision__isnull=False)
        .select_related("revision")
        .order_by("-pk")
    )
    own = entries.filter(revision=revision).first()
    before = (entries.filter(pk__lt=own.pk) if own else entries.exclude(revision=revision)).first()
    return before.revision if before and before.revision_id != revision else None
