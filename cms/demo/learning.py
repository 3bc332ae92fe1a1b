"""How far everyone has come in the demo: walked through the same actions as on the site."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cms.demo.assignments import hand_in_plan, set_assignment
from cms.demo.places import teachers_of
from cms.models import User
from courses.models import CoursePage, ModulePage
from courses.rules.questions import Question, read_questions
from progress.actions.answer_step import answer_step
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Enrolment, Message, Registration

SOUND, STAGE, YOUNG = "ljud-bild-och-berattelse", "scenen-ar-redan-har", "ungt-arrangorskap"
ENSEMBLE = "leda-blandad-ensemble"
TEXTS, CURRICULUM = "utforska-textvarldar", "kompetansepakke-nytt-lareplanverk"
THOUGHTS = (
    "Jag väntade längre än jag brukar, och då började någon annan.",
    "Det var den tystaste i gruppen som ändrade ordningen.",
    "Nästa gång låter jag dem välja rum själva.",
)


@dataclass(frozen=True)
class Walk:
    """So far through a course, begun so many days ago."""

    course: str
    share: float
    days: int


# Who comes third, fourth and so on walks as the third, the fourth, and then from the start again.
WALKS: tuple[tuple[Walk, ...], ...] = (
    (Walk(SOUND, 1, 62),),
    (Walk(SOUND, 0.5, 21),),
    (Walk(STAGE, 0.2, 6),),
    (),
    (Walk(STAGE, 1, 90), Walk(SOUND, 0.3, 12)),
    (Walk(YOUNG, 0.5, 33),),
    (Walk(YOUNG, 1, 75),),
    (Walk(TEXTS, 0.25, 48), Walk(SOUND, 0.01, 2)),
    (),
    (Walk(SOUND, 0.8, 15), Walk(STAGE, 1, 120)),
)
TEACHER = (Walk(STAGE, 1, 40), Walk(YOUNG, 0.4, 9))
NORWEGIAN: tuple[tuple[Walk, ...], ...] = (
    (Walk(SOUND, 1, 55),),
    (Walk(CURRICULUM, 0.2, 30),),
    (Walk(SOUND, 0.6, 17), Walk(CURRICULUM, 0.05, 3)),
)


def make_learning() -> None:
    set_assignment()
    now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    teacher = User.objects.get(email="teacher@example.org")
    swedes = [*teachers_of("Norrbotten", but=[teacher.email]), *teachers_of("Västra Götaland")]
    norwegians = [
        person
        for county in ("Trøndelag", "Nordland", "Oslo", "Vestland")
        for person in teachers_of(county)
    ]
    ways = [(teacher, TEACHER)]
    ways += [(person, WALKS[n % len(WALKS)]) for n, person in enumerate(swedes)]
    ways += [(person, NORWEGIAN[n % len(NORWEGIAN)]) for n, person in enumerate(norwegians)]
    ways += [
        (seat.person, (Walk(ENSEMBLE, 0.25 * (n % 4), 20),))
        for n, seat in enumerate(
            Registration.objects.confirmed()
            .filter(occasion__course__slug=ENSEMBLE)
            .select_related("person")
            .order_by("pk")
        )
    ]
    for number, (person, walks) in enumerate(ways):
        for each in walks:
            walk(person, each, now - datetime.timedelta(days=each.days, hours=number % 5 - 4))
    hand_in_plan(teacher, now - datetime.timedelta(days=2))
    # What happened long ago was told then: nobody gets a letter while the demo loads.
    Message.objects.filter(state=Message.State.WAITING).update(
        state=Message.State.SENT, sent_at=now
    )


def walk(person: User, way: Walk, began: datetime.datetime) -> Enrolment:
    course = in_language(way.course, person.profile.language)
    enrolment = start_course(person=person, course=course, now=began)
    steps = [
        (module, step)
        for module in ModulePage.objects.child_of(course).live()
        for step in module.steps.raw_data
    ]
    for number, (module, step) in enumerate(steps[: max(1, round(len(steps) * way.share))]):
        when = began + datetime.timedelta(days=number // 2, minutes=25 * number)
        take(enrolment, module, step, when)
    return enrolment


def take(
    enrolment: Enrolment, module: ModulePage, step: dict[str, Any], when: datetime.datetime
) -> None:
    questions = read_questions(step["value"].get("questions") or ())
    if questions:
        answers = {question.id: right_answer(question) for question in questions}
        answer_step(enrolment=enrolment, module=module, step=step["id"], answers=answers, now=when)
    else:
        mark_step(enrolment=enrolment, module=module, step=step["id"], now=when)


def right_answer(question: Question) -> object:
    right = [choice.id for choice in question.choices if choice.correct]
    if question.kind == "single":
        return right[0]
    if question.kind == "multiple":
        return right
    if question.answers:
        return str(question.answers[0])
    return THOUGHTS[len(question.prompt) % len(THOUGHTS)]


def in_language(course: str, language: str) -> CoursePage:
    pages = {
        page.locale.language_code: page
        for page in CoursePage.objects.filter(slug=course).select_related("locale")
    }
    return pages.get(language) or next(iter(pages.values()))
