from datetime import datetime

from django.urls import reverse

from progress.actions.issue_certificate import issue_certificate
from progress.actions.write_message import write_message
from progress.models import Certificate, Enrolment


def complete_course(*, enrolment: Enrolment, now: datetime) -> Certificate | None:
    """What follows in the same transaction when a way is completed: the certificate, and its mail.

    The caller has stored completed_at, once and for all.
    """
    certificate = issue_certificate(enrolment=enrolment, now=now)
    if certificate is not None:
        write_message(
            kind="certificate",
            key=f"certificate:{certificate.pk}:issued",
            person=enrolment.person,
            language=certificate.language,
            certificate=certificate,
            context={
                "certificate": certificate,
                "title": certificate.data["course"]["title"],
                "path": reverse("progress:certificate", args=[certificate.number]),
            },
        )
    return certificate
