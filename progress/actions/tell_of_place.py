from django.urls import reverse

from progress.actions.write_message import write_message
from progress.models import Message, Transition
from progress.models.times import Times


def tell_of_place(*, kind: str, transition: Transition, language: str = "") -> Message | None:
    """Writes to the person about a change of their registration; None where there is no address."""
    registration = transition.registration
    person = registration.person
    if person is None or not getattr(person, person.get_email_field_name()):
        return None
    venue = registration.pool.venue
    return write_message(
        kind=kind,
        key=f"registration:{registration.pk}:{kind}:{transition.pk}",
        person=person,
        registration=registration,
        language=language,
        context={
            "registration": registration,
            "course": venue.occasion.course,
            "occasion": venue.occasion,
            "venue": venue,
            "when": Times(venue),
            "path": reverse("progress:place", args=[registration.pk]),
        },
    )
