"""What must hold of learning: what an enrolment says is what its evidence gives."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from progress.actions.sum_up_courses import stale_summaries
from progress.models import Answer, Enrolment, StepRecord


def summaries_are_what_was_earned() -> Iterator[str]:
    """Percent and minutes; of what is completed, all of it."""
    keys = Enrolment.objects.order_by().values_list("translation_key", flat=True).distinct()
    for key in sorted(keys):
        for pk, percent, minutes, standing in stale_summaries(key):
            yield (
                f"enrolment {pk} says {percent} percent and {minutes} minutes; its evidence gives "
                f"{standing.percent} and {standing.minutes}"
            )


def what_was_earned_by_an_older_version_stays() -> Iterator[str]:
    """All of it, and at least the minutes of its steps."""
    older = Enrolment.objects.completed().filter(is_current=False)
    counted = older.annotate(done=Coalesce(Sum("steps__minutes"), 0)).order_by("pk")
    for pk, percent, minutes, done in counted.values_list("pk", "percent", "minutes", "done"):
        if percent != 100 or minutes < done:
            yield (
                f"enrolment {pk} was completed by an older version and says {percent} percent and "
                f"{minutes} minutes; its evidence gives {done}"
            )


def the_latest_version_is_the_current_one() -> Iterator[str]:
    later = Enrolment.objects.filter(
        person=OuterRef("person"),
        translation_key=OuterRef("translation_key"),
        version__gt=OuterRef("version"),
    )
    wrong = Enrolment.objects.filter(
        Q(Exists(later), is_current=True) | Q(~Exists(later), is_current=False)
    )
    for pk in wrong.order_by("pk").values_list("pk", flat=True):
        yield f"enrolment {pk} is the current one beside a later version, or is closed without one"


def enrolments_are_of_their_course() -> Iterator[str]:
    for pk in (
        Enrolment.objects.exclude(translation_key=F("course__translation_key"))
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        yield f"enrolment {pk} has another translation key than its course"


def passed_steps_were_passed() -> Iterator[str]:
    """A step that was passed or answered has an attempt; half-written answers are none."""
    answered = (StepRecord.How.ANSWERED, StepRecord.How.PASSED)
    attempts = Answer.objects.filter(attempt__gt=0).values_list("enrolment", "step")
    attempted = set(attempts.distinct())
    done = StepRecord.objects.filter(how__in=answered).order_by("pk")
    for pk, enrolment, step in done.values_list("pk", "enrolment", "step").iterator():
        if (enrolment, step) not in attempted:
            yield f"step record {pk} was answered, and there is no answer"
