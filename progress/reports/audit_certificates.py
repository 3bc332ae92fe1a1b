"""What must hold of certificates: they say what they said when they were sealed."""

from collections.abc import Iterator

from django.db.models import F

from progress.models import Certificate
from progress.rules.seals import seal_of


def seals_are_whole() -> Iterator[str]:
    for certificate in Certificate.objects.order_by("pk").iterator():
        if certificate.seal != seal_of(certificate.data):
            yield f"certificate {certificate.number} does not say what it said when it was sealed"
            continue
        for name in ("number", "kind", "language"):
            outside, inside = getattr(certificate, name), certificate.data.get(name)
            if outside != inside:
                yield f"certificate {certificate.number}: its {name} is {outside}, inside {inside}"


def certificates_were_earned() -> Iterator[str]:
    unearned = Certificate.objects.filter(enrolment__completed_at=None).order_by("pk")
    for number in unearned.values_list("number", flat=True):
        yield f"certificate {number} is of a course that was not completed"
    others = Certificate.objects.exclude(person=None).exclude(person=F("enrolment__person"))
    for number in others.order_by("pk").values_list("number", flat=True):
        yield f"certificate {number} is another person's than its enrolment"
