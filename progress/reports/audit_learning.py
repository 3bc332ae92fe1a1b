"""What must hold of learning: what an enrolment says is what its evidence gives."""

from collections.abc import Iterator

from django.db.models import F

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


def enrolments_are_of_their_course() -> Iterator[str]:
    for pk in (
        Enrolment.objects.exclude(translation_key=F("course__translation_key"))
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        yield f"enrolment {pk} has another translation key than its course"


def passed_steps_were_passed() -> Iterator[str]:
    """A step that was passed or answered has an attempt; half-written answers are none."""
    attempts = Answer.objects.filter(attempt__gt=0).values_list("enrolment", "step")
    attempted = set(attempts.distinct())
    done = StepRecord.objects.exclude(how=StepRecord.How.MARKED).order_by("pk")
    for pk, enrolment, step in done.values_list("pk", "enrolment", "step").iterator():
        if (enrolment, step) not in attempted:
            yield f"step record {pk} was answered, and there is no answer"
