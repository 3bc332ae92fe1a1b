from django.urls import reverse

from courses.models import CoursePage
from progress.actions.write_message import write_message
from progress.models import Submission
from progress.models.reviewers import reviewers_told
from progress.models.shown_names import shown_name_lazy


def tell_reviewers(*, submission: Submission, course: CoursePage) -> None:
    """In the transaction that hands in. Who is protected stands under the alias."""
    way = submission.enrolment
    for reviewer in reviewers_told(way):
        write_message(
            kind="submission_handed_in",
            key=f"submission:{submission.pk}:handed_in:{reviewer.pk}",
            person=reviewer,
            submission=submission,
            context={
                "course": course,
                "who": shown_name_lazy(way.person),
                "path": reverse("progress:review", args=[submission.pk]),
            },
        )
