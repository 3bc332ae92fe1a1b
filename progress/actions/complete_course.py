from datetime import datetime

from progress.models import Certificate, Enrolment


def complete_course(*, enrolment: Enrolment, now: datetime) -> tuple[Certificate, ...]:
    """What follows, in the same transaction, when a way through a course is completed."""
    return ()
