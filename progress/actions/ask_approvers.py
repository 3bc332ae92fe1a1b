from collections.abc import Iterator

from django.urls import reverse

from courses.models import Approver
from progress.actions.write_about_place import moment_of
from progress.actions.write_message import write_message
from progress.models import Membership, Message, OccasionStaff, Organisation, Transition
from progress.models.accounts import Person, email_field
from progress.models.links import APPROVER, link_of
from progress.models.shown_names import shown_name_lazy
from progress.models.times import Times


def ask_approvers(*, transition: Transition, kind: str = "approval_asked") -> list[Message]:
    """Writes to whoever can say yes to what this transition began; once to each of them.

    The managers nearest above the person's workplace, or where the occasion says so or there are
    none, its course leaders; where it has none either, the contact of the course.
    """
    registration = transition.registration
    occasion = registration.pool.venue.occasion
    course = occasion.course
    who: list[Person | None] = list(approvers_of(transition))
    messages = []
    for approver in who or [None]:
        to = getattr(approver, email_field()) if approver is not None else course.contact_email
        if not to:
            continue
        link = link_of(transition, APPROVER, approver.pk if approver is not None else None)
        messages.append(
            write_message(
                kind=kind,
                key=f"registration:{registration.pk}:{kind}:{link.who or 0}:{transition.pk}",
                person=approver,
                to=to,
                language="" if approver is not None else course.locale.language_code,
                registration=registration,
                context={
                    "registration": registration,
                    "who": _name_for_approver(transition),
                    "course": course,
                    "occasion": occasion,
                    "venue": registration.pool.venue,
                    "when": Times(registration.pool.venue),
                    "until": moment_of(registration),
                    "path": reverse("progress:approvals"),
                    "answer_path": link.path,
                },
            )
        )
    return messages


def approvers_of(transition: Transition) -> Iterator[Person]:
    registration = transition.registration
    if registration.pool.venue.occasion.approver == Approver.MANAGER:
        managers = list(_managers(registration.workplace, registration.person_id, transition))
        if managers:
            yield from managers
            return
    for staff in (
        OccasionStaff.objects.filter(occasion=registration.occasion_id, role="leader")
        .exclude(person=registration.person_id)
        .select_related("person")
        .order_by("pk")
    ):
        yield staff.person


def _managers(
    workplace: Organisation | None, person_id: int | None, transition: Transition
) -> Iterator[Person]:
    """Of the workplace, or of the nearest above it that has any; nobody says yes to themselves."""
    if workplace is None:
        return
    step = Organisation.steplen
    paths = [workplace.path[:end] for end in range(len(workplace.path), 0, -step)]
    found = (
        Membership.objects.managers()
        .valid_on(transition.at.date())
        .filter(organisation__path__in=paths)
        .exclude(person=person_id)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    by_path: dict[str, list[Person]] = {}
    for membership in found:
        by_path.setdefault(membership.organisation.path, []).append(membership.person)
    yield from next((by_path[path] for path in paths if path in by_path), [])


def _name_for_approver(transition: Transition) -> str:
    """An alias of who is protected, even to their own manager: a mail may be passed on."""
    registration = transition.registration
    if registration.person is None:
        return str(registration.organisation)
    return shown_name_lazy(registration.person)
