"""The pieces of work, on the demo. The peers' figures were measured the same way, elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.test import Client

from courses.models import CataloguePage, CoursePage, ModulePage
from courses.reports.outline import read_outline
from courses.rules.outline import Module, Step
from progress.models import Certificate, Enrolment, Message, StepRecord

Peer = tuple[str, str, str, str]


@dataclass(frozen=True)
class Work:
    name: str
    run: Callable[[], None]
    before: Callable[[], object] = lambda: None
    peers: list[Peer] = field(default_factory=list)


def demo_work() -> list[Work]:
    teacher, manager = signed_in("teacher@example.org"), signed_in("manager@example.org")
    catalogue = CataloguePage.objects.get(locale__language_code="sv")
    enrolment, module, step = an_open_step("teacher@example.org")
    page = ModulePage.objects.get(pk=module.pk)
    mark = f"/my/learning/{enrolment.translation_key}/{module.pk}/{step.id}/done/"
    return [
        Work("catalogue page, not signed in", get(Client(), catalogue.get_url())),
        Work(
            "module page, signed in",
            get(teacher, page.get_url()),
            peers=[
                ("bare Wagtail page of ten blocks", "10", "25,440", "12–18"),
                ("the same by its own route, body cached, progress added", "4", "4,836", "2.8"),
                ("wagtail-lms 0.11 lesson", "15", "34,000–38,000", "17–25"),
                ("Moodle page activity", "34", "", "70"),
            ],
        ),
        Work("course page with one's progress, signed in", get(teacher, course_url(enrolment))),
        Work(
            "a step marked as done",
            post(teacher, mark),
            before=lambda: undo(enrolment, step),
            peers=[
                ("upsert and summary, no framework around", "5", "2,700", "2.1"),
                ("wagtail-lms, statement that completes part of 15 lessons", "30", "37,652", "21"),
                ("Moodle completion toggle", "", "", "11"),
                ("Kolibri progress update", "6", "8,581", "5.4"),
            ],
        ),
        Work(
            "the step that completes a course",
            post(teacher, mark),
            before=lambda: leave_one(enrolment, step),
        ),
        Work(
            "manager's report",
            get(manager, "/reports/"),
            peers=[("Moodle completion CSV, 1,000 learners", "47", "", "388")],
        ),
    ]


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return client


def get(client: Client, path: str) -> Callable[[], None]:
    def work() -> None:
        assert client.get(path).status_code == 200, path

    return work


def post(client: Client, path: str) -> Callable[[], None]:
    def work() -> None:
        assert client.post(path).status_code in (200, 302, 303), path

    return work


def an_open_step(email: str) -> tuple[Enrolment, Module, Step]:
    """A step without questions in something that the teacher has begun and not completed."""
    begun = Enrolment.objects.going_on().filter(person__email=email)
    for enrolment in begun.order_by("-last_seen_at"):
        outline = read_outline(CoursePage.objects.get(pk=enrolment.course_id))
        for module in outline.modules:
            for step in module.steps:
                if not step.questions:
                    return enrolment, module, step
    raise LookupError(f"The demo's {email} has begun nothing that is not completed.")


def course_url(enrolment: Enrolment) -> str:
    return CoursePage.objects.get(pk=enrolment.course_id).get_url() or ""


def undo(enrolment: Enrolment, step: Step) -> None:
    StepRecord.objects.filter(enrolment=enrolment, step=step.id).delete()


def leave_one(enrolment: Enrolment, step: Step) -> None:
    """All of the course is done but one step; what it gave when it was completed is taken away."""
    Message.objects.filter(certificate__enrolment=enrolment).delete()
    Certificate.objects.filter(enrolment=enrolment).delete()
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=None)
    outline = read_outline(CoursePage.objects.get(pk=enrolment.course_id))
    StepRecord.objects.filter(enrolment=enrolment).delete()
    StepRecord.objects.bulk_create(
        StepRecord(
            enrolment=enrolment,
            module_id=module.pk,
            step=one.id,
            how=StepRecord.How.MARKED,
            minutes=one.minutes,
        )
        for module in outline.modules
        for one in module.steps
        if one.id != step.id
    )
