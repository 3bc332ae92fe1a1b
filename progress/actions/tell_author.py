from django.urls import reverse
from django.utils.safestring import mark_safe

from courses.rules.html import linkify_plain
from progress.actions.write_message import write_message
from progress.models import Submission


def tell_author(*, submission: Submission) -> None:
    """In the transaction that returns or approves it."""
    way = submission.enrolment
    write_message(
        kind=f"submission_{submission.state}",
        key=f"submission:{submission.pk}:{submission.state}",
        person=way.person,
        submission=submission,
        context={
            "course": way.course,
            "comment": submission.comment,
            "comment_html": mark_safe(linkify_plain(submission.comment)),
            "path": reverse("progress:assignment", args=[submission.pk]),
        },
    )
