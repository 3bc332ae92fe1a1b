"""Pieces of work with many people around them: signals of a module, registering with questions."""

from collections.abc import Iterator
from datetime import date

from django.test import Client

from bench.work import Work
from courses.models import AskedKind, CoursePage, ModulePage, ParticipantQuestion
from courses.reports.outline import read_outline
from progress.reports.step_signals import step_signals
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.signals import answer, do, people, ways

PEOPLE = 1_000


def crowds() -> Iterator[Work]:
    """Each makes its people when it is its turn, so that the others are measured without them."""
    yield signals()
    yield registering()


def signals() -> Work:
    """Every step done by everybody, each question answered twice: wrong, then right."""
    page = ModulePage.objects.get(slug="ljuset", locale__language_code="sv")
    course = CoursePage.objects.get(pk=page.get_parent().pk)
    module = next(one for one in read_outline(course).modules if one.pk == page.pk)
    found = ways(page, people(PEOPLE))
    do(found, page, *[step.id for step in module.steps])
    for step in module.steps:
        for question, _kind in step.questions:
            answer(found, page, step.id, question, 0.0, 1.0, mark=100)

    def work() -> None:
        shown = step_signals(module=page, steps=module.steps)
        assert len(shown) >= len(module.steps)

    return Work(f"signals of a module, {PEOPLE:,} people", work)


def registering() -> Work:
    """Each time somebody else, who takes a seat and answers what is asked, by the form."""
    occasion = make_occasion(make_course("asking"), slug="asking", ends_on=date(2099, 4, 27))
    pool = make_pool(occasion, capacity=None)
    kinds = (AskedKind.DIETARY, AskedKind.ACCESS, AskedKind.TEXT, AskedKind.YES_NO)
    sent = {"pool": pool.pk} | {f"question_{ask(occasion, kind)}": "yes" for kind in kinds}
    clients: list[Client] = []

    def come() -> None:
        client = Client()
        client.force_login(make_person(f"Comer {len(clients)}"))
        clients.append(client)

    def work() -> None:
        answered = clients[-1].post(f"/my/places/register/{occasion.pk}/", sent)
        assert answered.status_code == 302, answered.context["form"].errors

    return Work("registering, four questions answered", work, before=come)


def ask(occasion, kind: str) -> int:
    why = "The kitchen asks."
    return ParticipantQuestion.objects.create(
        occasion=occasion, kind=kind, label=f"About {kind}", why=why
    ).pk
