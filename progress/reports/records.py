from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from progress.models import (
    Answer,
    Enrolment,
    OccasionStaff,
    Registration,
    StepRecord,
    StudyGroup,
    Submission,
)


def people_with_records(pages: Iterable[Page]) -> int:
    """How many people have a record of one of these pages, or of a page below them.

    Records hang on one page, and belong to all its translations: it is their key that is asked.
    """
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__gte=page.path, path__lte=page.path + "ZZZZ")
    keys = Page.objects.filter(below).order_by().values("translation_key")
    person = OuterRef("pk")
    return (
        get_user_model()
        ._default_manager.filter(
            Exists(Enrolment.objects.filter(person=person, translation_key__in=keys))
            | Exists(
                Registration.objects.filter(
                    person=person, occasion__course__translation_key__in=keys
                )
            )
            | Exists(
                StepRecord.objects.filter(
                    enrolment__person=person, module__translation_key__in=keys
                )
            )
            | Exists(
                Answer.objects.filter(enrolment__person=person, module__translation_key__in=keys)
            )
            | Exists(
                Submission.objects.filter(
                    enrolment__person=person, module__translation_key__in=keys
                )
            )
            | Exists(
                OccasionStaff.objects.filter(
                    person=person, occasion__course__translation_key__in=keys
                )
            )
            | Exists(StudyGroup.objects.filter(facilitator=person, course_key__in=keys))
        )
        .count()
    )
