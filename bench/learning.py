"""What a learner asks for most, of packages and of a dated course, at few modules and at many."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth import get_user_model

from bench.work import Work, get, post, signed_in
from courses.models import CoursePage, ModulePage
from courses.reports.outline import read_outline
from courses.rules.outline import plain_id
from progress.actions.register import register
from progress.actions.start_course import start_course
from progress.models import Certificate, Enrolment, Message, StepRecord
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.packages import choice, module, package, question, step, step_ids

FEW, MANY = 5, 40
TEACHER = "teacher@example.org"


def learning() -> Iterator[Work]:
    teacher = signed_in(TEACHER)
    few, many = begun("few", FEW), begun("many", MANY)
    yield Work(
        "module page of ten blocks and a question, signed in",
        get(teacher, few.pages[0].get_url()),
        peers=[
            ("bare Wagtail page of ten blocks", "10", "25,440", "12–18"),
            ("the same by its own route, body cached, progress added", "4", "4,836", "2.8"),
            ("wagtail-lms 0.11 lesson", "15", "34,000–38,000", "17–25"),
            ("Moodle page activity", "34", "", "70"),
        ],
    )
    yield Work("module page with an assignment", get(teacher, few.assigned.get_url()))
    for course, number in ((few, FEW), (many, MANY)):
        yield Work(
            f"course page with one's progress, {number} modules",
            get(teacher, course.page.get_url()),
        )
    yield Work(
        "dated course's page with one's place and progress",
        get(teacher, dated().get_url()),
    )
    yield Work(
        f"a step marked as done, {FEW} modules",
        post(teacher, few.mark),
        before=few.undo,
        peers=[
            ("upsert and summary, no framework around", "5", "2,700", "2.1"),
            ("wagtail-lms, statement that completes part of 15 lessons", "30", "37,652", "21"),
            ("Moodle completion toggle", "", "", "11"),
            ("Kolibri progress update", "6", "8,581", "5.4"),
        ],
    )
    yield Work(f"a step marked as done, {MANY} modules", post(teacher, many.mark), before=many.undo)
    yield Work("the step that completes a course", post(teacher, few.mark), before=few.leave_one)


class Begun:
    """A package that the demo's teacher has begun, and the step in it that is marked."""

    def __init__(self, page: CoursePage, pages: list[ModulePage], assigned: ModulePage) -> None:
        self.page, self.pages, self.assigned = page, pages, assigned
        self.way = Enrolment.objects.get(person__email=TEACHER, course=page.pk)
        self.step = plain_id(step_ids(pages[0])[0])
        self.mark = f"/my/learning/{page.translation_key}/{pages[0].pk}/{self.step}/done/"

    def undo(self) -> None:
        StepRecord.objects.filter(enrolment=self.way, step=self.step).delete()

    def leave_one(self) -> None:
        """All is done but that step; what the course gave when it was completed is taken away."""
        Message.objects.filter(certificate__enrolment=self.way).delete()
        Certificate.objects.filter(enrolment=self.way).delete()
        Enrolment.objects.filter(pk=self.way.pk).update(completed_at=None)
        StepRecord.objects.filter(enrolment=self.way).delete()
        StepRecord.objects.bulk_create(
            StepRecord(
                enrolment=self.way,
                module_id=one.pk,
                step=step.id,
                how=StepRecord.How.MARKED,
                minutes=step.minutes,
            )
            for one in read_outline(self.page).modules
            for step in one.steps
            if step.id != self.step
        )


def begun(slug: str, number: int) -> Begun:
    course = package(slug)
    content = [{"type": "paragraph", "id": "", "value": f"Part {n}"} for n in range(10)]
    asked = [question("single", choices=[choice("A", correct=True), choice("B")])]
    pages = [
        module(course, step(content=content), step("Quiz", questions=asked), step())
        for _ in range(number - 1)
    ]
    handed_in = [question("assignment", "Your own plan", accepts="both", files=3)]
    assigned = module(course, step("Plan", questions=handed_in))
    start_course(person=teacher(), course=course)
    return Begun(course, pages, assigned)


def dated() -> CoursePage:
    course = make_course("bench-days")
    course.save_revision().publish()
    pool = make_pool(make_occasion(course, slug="bench-day", ends_on=date(2099, 4, 27)))
    register(person=teacher(), pool=pool)
    for _ in range(FEW):
        module(course, step(), step())
    start_course(person=teacher(), course=course)
    return course


def teacher():
    return get_user_model().objects.get(email=TEACHER)
