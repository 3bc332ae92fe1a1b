"""The demo's own numbers, for addresses that have them: “{person}” in a path of pages.py.

What the demo has none of is made, for the test that asks.
"""

from collections.abc import Callable

TEACHER = "teacher@example.org"
MANAGER = "manager@example.org"


def number_of(name: str) -> str:
    """“{rum-for-rorelse}” is that course's occasion."""
    found = FOUND.get(name)
    return str(found() if found is not None else occasion_of(name).pk)


def occasion_of(course: str):
    """The first of the demo's occasions of a course, by the slug of its page."""
    from courses.models import Occasion

    return Occasion.objects.filter(course__slug=course).earliest("pk")


def most_used():
    return occasion_of("rum-for-rorelse")


def seat_there() -> int:
    from progress.models import Registration

    return Registration.objects.confirmed().filter(occasion=most_used()).earliest("pk").pk


def venue_there() -> int:
    from courses.models import Venue

    return Venue.objects.running().filter(occasion=most_used()).earliest("pk").pk


def occasion_that_is_over() -> int:
    from django.utils import timezone

    from courses.models import Occasion

    over = Occasion.objects.filter(
        ends_on__lt=timezone.localdate(), course__live=True, archived_at=None
    )
    seen = over.exclude(state="cancelled").exclude(course__visibility="invited")
    return seen.earliest("pk").pk


def undecided_venue() -> int:
    venues = occasion_of("samspill-pa-tvers").venues.filter(cancelled_on=None)
    return next(one.pk for one in venues if one.is_undecided)


def cancelled_venue() -> int:
    venues = occasion_of("nasjonalt-dialogseminar-2023").venues
    return venues.filter(cancelled_on__isnull=False).earliest("pk").pk


def place_of_teacher():
    from progress.models import Registration

    return Registration.objects.confirmed().filter(person__email=TEACHER).latest("pk")


def place_with_questions() -> int:
    """The same place, and of each kind a question about it."""
    from courses.models import ParticipantQuestion

    place = place_of_teacher()
    for kind in ("dietary", "yes-no", "choice"):
        ParticipantQuestion.objects.create(
            occasion=place.occasion,
            kind=kind,
            label="" if kind == "dietary" else "Instrumentensamblesammansättningsövning?",
            why="Köket och bussen behöver veta det.",
            choices=["Fiol", "Kontrabasklarinettensemblestämma"],
            required=kind == "dietary",
        )
    return place.pk


def link_of_teacher() -> str:
    """What stands in the mail about that place."""
    from progress.models.links import link_of

    return link_of(place_of_teacher().transitions.latest("pk")).token


def link_to_approve() -> str:
    """What stands in the mail to a manager who can say yes."""
    from cms.models import User
    from progress.models.links import APPROVER, link_of
    from progress.permissions import approvable_by

    approver = User.objects.get(email=MANAGER)
    asked = approvable_by(approver).earliest("pk")
    return link_of(asked.transitions.latest("pk"), APPROVER, approver.pk).token


def begun_by_teacher() -> str:
    """The identity of a course that the demo's teacher has begun and not completed."""
    from progress.models import Enrolment

    going_on = Enrolment.objects.filter(person__email=TEACHER, completed_at=None)
    return str(going_on.earliest("pk").translation_key)


def handed_in_by_teacher() -> int:
    from progress.models import Submission

    return Submission.objects.earliest("pk").pk


def a_certificate() -> str:
    from progress.models import Certificate

    return Certificate.objects.earliest("pk").number


def module_most_read() -> int:
    """Of the demo, the module in which most steps are done."""
    from django.db.models import Count

    from progress.models import StepRecord

    done = StepRecord.objects.values("module").annotate(number=Count("pk"))
    return done.latest("number")["module"]


def study_group():
    from progress.models import StudyGroup

    return StudyGroup.objects.get()


def registered_group():
    """Registered by the leader as six people, at a venue of their own of an occasion that is open:
    the demo has such a group in what is over alone."""
    from cms.models import User
    from courses.models import Occasion, SeatPool, Venue
    from progress.actions.register import register

    occasion = occasion_of("folkemusikk-i-gruppe")
    Occasion.objects.filter(pk=occasion.pk).update(opens_at=None, closes_at=None, state="open")
    venue = Venue.objects.create(occasion=occasion, slug="egen", kind="group", name="Egen gruppe")
    pool = SeatPool.objects.create(venue=venue, role="participant", capacity=None)
    return register(
        person=User.objects.get(email="leader@example.org"),
        pool=SeatPool.objects.with_offer().get(pk=pool.pk),
        headcount=6,
        group_name="Sunnfjord kulturskole",
        approved=True,
    )


def group_with_teacher() -> int:
    from cms.models import User
    from progress.actions.join_group import join_group

    group = registered_group()
    join_group(registration=group, person=User.objects.get(email=TEACHER))
    return group.pk


def link_of_group() -> str:
    from progress.models.links import join_token

    return join_token(registered_group())


FOUND: dict[str, Callable[[], object]] = {
    "group": lambda: study_group().pk,
    "joint": lambda: study_group().joint_steps.get(confirmed_at=None).step.hex,
    "key": lambda: study_group().join_key,
    "course": lambda: study_group().course_id,
    "way": begun_by_teacher,
    "module": module_most_read,
    "submission": handed_in_by_teacher,
    "certificate": a_certificate,
    "seat": seat_there,
    "meeting": lambda: most_used().meetings.earliest("pk").pk,
    "venue": venue_there,
    "identity": lambda: most_used().course.translation_key,
    "over": occasion_that_is_over,
    "undecided": undecided_venue,
    "cancelled": cancelled_venue,
    "teacher": lambda: place_of_teacher().person_id,
    "place": lambda: place_of_teacher().pk,
    "asked_of": place_with_questions,
    "answer": link_of_teacher,
    "asked": link_to_approve,
    "named": group_with_teacher,
    "group_link": link_of_group,
}
