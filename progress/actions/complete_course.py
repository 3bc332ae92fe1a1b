from datetime import datetime

from django.urls import reverse

from progress.actions.issue_certificate import issue_certificate
from progress.actions.write_message import write_message
from progress.models import Certificate, Enrolment
from progress.models.accounts import email_field


def complete_course(*, enrolment: Enrolment, now: datetime) -> tuple[Certificate, ...]:
    """What follows, in the same transaction, when a way through a course is completed."""
    certificate = issue_certificate(enrolment=enrolment, now=now)
    if certificate is None:
        return ()
    if getattr(enrolment.person, email_field()):
        write_message(
            kind="certificate",
            key=f"certificate:{certificate.pk}:issued",
            person=enrolment.person,
            certificate=certificate,
            context={
                "certificate": certificate,
                "title": certificate.data["course"]["title"],
                "path": reverse("progress:certificate", args=[certificate.number]),
            },
        )
    return (certificate,)
