from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from cms.models import User
from courses.models import ModulePage
from courses.reports.outline import read_outline
from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.apply_content_change import apply_content_change, apply_in_batches
from progress.actions.keep_answers import keep_answers
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.actions.start_course import start_course
from progress.models import Answer, Certificate, ContentChange, Enrolment, StepRecord
from progress.reports.audit import audit
from progress.rules.content_changes import asked_of
from tests.progress.edits import BEFORE, begun_package, committed, draft, person, with_new, work
from tests.progress.packages import choice, module, package, question, step, step_ids

pytestmark = pytest.mark.django_db

KEEP, MIDWAY, AGAIN = "keep", "midway", "again"


@pytest.fixture
def begun():
    yield begun_package()
    assert list(audit()) == []


def publish(begun, revision, chosen) -> ContentChange | None:
    with committed():
        change = publish_change(
            module=begun.first,
            revision=revision,
            choice=chosen,
            reason="A step was missing.",
            by=begun.editor,
        )
    begun.first.refresh_from_db()
    return change


def records(way: Enrolment) -> dict[str, str]:
    return {plain_id(one.step): one.how for one in way.steps.all()}


def test_the_choice_is_recorded_with_numbers_reason_and_who(begun):
    new = step("New")
    revision = with_new(begun.first, new)
    change = publish(begun, revision, MIDWAY)
    assert (change.midway, change.finished) == (2, 1)
    assert (change.choice, change.reason, change.by) == (
        MIDWAY,
        "A step was missing.",
        begun.editor,
    )
    assert change.new_steps == [plain_id(new["id"])]
    assert change.revision == revision.pk == begun.first.live_revision_id
    assert ContentChange.objects.count() == 1


def test_keep_does_not_ask_who_had_done_the_module(begun):
    new, extra = step("New"), step("Extra", required=False)
    change = publish(begun, with_new(begun.first, new, extra), KEEP)
    mia, moa, fia = begun.way(begun.mia), begun.way(begun.moa), begun.way(begun.fia)
    excused = mia.steps.get(how="excused")
    assert plain_id(excused.step) == plain_id(new["id"])
    assert (excused.minutes, excused.revision) == (0, change.revision)
    assert (mia.percent, mia.minutes, mia.completed_at) == (75, 20, None)
    assert "excused" not in records(moa).values()
    assert (moa.percent, moa.version) == (25, 1)
    assert (fia.percent, fia.completed_at, len(records(fia))) == (100, BEFORE, 3)


def test_midway_asks_who_is_not_done_and_leaves_who_is(begun):
    publish(begun, with_new(begun.first, step("New")), MIDWAY)
    mia, fia = begun.way(begun.mia), begun.way(begun.fia)
    assert (mia.percent, mia.version, len(records(mia))) == (50, 1, 2)
    assert (fia.percent, fia.completed_at, fia.version) == (100, BEFORE, 1)
    assert not StepRecord.objects.filter(how="excused").exists()


def test_again_begins_a_new_version_and_leaves_the_old_one_as_it_was(begun):
    certificate = Certificate.objects.get(person=begun.fia)
    old = begun.way(begun.fia)
    sealed = (certificate.seal, certificate.data, certificate.issued_at)
    publish(begun, with_new(begun.first, step("New")), AGAIN)
    new = begun.way(begun.fia)
    assert (new.version, new.completed_at, new.percent, new.minutes) == (2, None, 25, 10)
    assert set(records(new)) == {plain_id(step_ids(begun.second)[0])}
    old.refresh_from_db()
    assert (old.is_current, old.completed_at, old.percent, old.minutes) == (False, BEFORE, 100, 30)
    assert len(records(old)) == 3
    certificate.refresh_from_db()
    assert (certificate.seal, certificate.data, certificate.issued_at) == sealed
    assert certificate.enrolment == old
    mia = begun.way(begun.mia)
    assert (mia.version, mia.percent, records(mia)) == (2, 0, {})


def test_a_new_version_done_is_a_second_completion_with_its_own_certificate(begun):
    publish(begun, with_new(begun.first, step("New")), AGAIN)
    work(begun.fia, begun.course, [(begun.first, n) for n in range(3)], at=timezone.now())
    ways = Enrolment.objects.filter(person=begun.fia).order_by("version")
    assert [way.completed_at is not None for way in ways] == [True, True]
    assert ways[0].completed_at == BEFORE < ways[1].completed_at
    assert Certificate.objects.filter(person=begun.fia, successor=None).count() == 2
    assert start_course(person=begun.fia, course=begun.course) == ways[1]


def test_what_is_carried_over_is_as_it_was_made():
    course = package()
    right = choice("The group", correct=True)
    asked, private = question("single", choices=[right]), question("reflection")
    quiz = step("Quiz", questions=[asked], pass_percent=100)
    one, two = module(course, step("A", questions=[private])), module(course, quiz, step("C"))
    ada = person("ada")
    way = start_course(person=ada, course=course, now=BEFORE)
    answer_step(
        enrolment=way,
        module=two,
        step=step_ids(two)[0],
        answers={plain_id(asked["id"]): plain_id(right["id"])},
        now=BEFORE,
    )
    keep_answers(
        enrolment=way,
        module=one,
        step=step_ids(one)[0],
        answers={plain_id(private["id"]): "Half a thought"},
        now=BEFORE,
    )
    with committed():
        publish_change(
            module=one,
            revision=with_new(one, step("New")),
            choice=AGAIN,
            reason="New law.",
            by=User.objects.create_superuser("editor@example.org", "pw", name="Ed"),
        )
    new = Enrolment.objects.get(person=ada, is_current=True)
    record = new.steps.get()
    assert (record.how, record.done_at, record.revision) == ("passed", BEFORE, two.live_revision_id)
    kept = {answer.attempt: answer for answer in new.answers.all()}
    assert kept[1].score == 1
    assert kept[1].pass_percent == 100
    assert kept[0].value == "Half a thought"
    assert Answer.objects.filter(enrolment=way).count() == 2
    assert list(audit()) == []


def test_who_needs_the_module_for_nothing_is_not_asked_again(begun):
    begun.first.required = False
    with committed():
        begun.first.save_revision().publish()
    begun.first.refresh_from_db()
    publish(begun, with_new(begun.first, step("New")), AGAIN)
    assert begun.way(begun.fia).version == 1
    assert begun.way(begun.mia).version == 2


@pytest.mark.parametrize("chosen", [KEEP, MIDWAY, AGAIN])
def test_done_twice_it_does_no_harm(begun, chosen):
    old, was_live = (
        asked_of(read_outline(begun.course).modules[0].steps),
        begun.first.live_revision_id,
    )
    change = publish(begun, with_new(begun.first, step("New")), chosen)
    now = asked_of(read_outline(begun.course).modules[0].steps)
    late = person("late")
    work(late, begun.course, [(begun.first, 0), (begun.first, 1)], at=timezone.now())
    before = list(Enrolment.objects.order_by("pk").values())
    evidence = list(StepRecord.objects.order_by("pk").values())
    with committed():
        apply_content_change(change=change, asked_before=old, asked_now=now, live_before=was_live)
    apply_in_batches.call(change.pk, sorted(old), sorted(now), was_live)
    assert list(Enrolment.objects.order_by("pk").values()) == before
    assert list(StepRecord.objects.order_by("pk").values()) == evidence


@pytest.mark.parametrize("chosen", [KEEP, AGAIN])
def test_many_are_done_in_batches_after_the_commit(begun, chosen, monkeypatch):
    monkeypatch.setattr("progress.actions.apply_content_change.AT_ONCE", 1)
    publish(begun, with_new(begun.first, step("New")), chosen)
    if chosen == KEEP:
        assert "excused" in records(begun.way(begun.mia)).values()
    else:
        assert [begun.way(one).version for one in (begun.mia, begun.moa, begun.fia)] == [2, 2, 2]


def test_who_completes_while_the_task_waits_is_asked_again_and_keeps_what_they_earned(
    begun, monkeypatch
):
    monkeypatch.setattr("progress.actions.apply_content_change.AT_ONCE", 1)
    revision = with_new(begun.first, step("New", required=False))
    with TestCase.captureOnCommitCallbacks(execute=False) as waiting:
        publish_change(
            module=begun.first, revision=revision, choice=AGAIN, reason="New.", by=begun.editor
        )
    mark_step(enrolment=begun.way(begun.mia), module=begun.second, step=step_ids(begun.second)[0])
    assert begun.way(begun.mia).completed_at is not None
    with committed():
        for later in waiting:
            later()
    old, new = Enrolment.objects.filter(person=begun.mia).order_by("version")
    assert (old.percent, old.completed_at is None) == (100, False)
    assert (new.version, new.completed_at) == (2, None)
    assert StepRecord.objects.filter(enrolment=new).get().module_id == begun.second.pk


def test_words_alone_ask_nothing_and_are_published(begun):
    steps = [*begun.first.steps.raw_data]
    steps[0]["value"]["title"] = "Better words"
    assert publish(begun, draft(begun.first, *steps), AGAIN) is None
    assert not ContentChange.objects.exists()
    assert begun.way(begun.fia).version == 1


def test_a_revision_that_is_live_already_changes_nothing(begun):
    revision = with_new(begun.first, step("New"))
    publish(begun, revision, AGAIN)
    assert publish(begun, revision, AGAIN) is None
    assert begun.way(begun.fia).version == 2


def test_of_a_module_that_nobody_has_begun_nothing_is_recorded():
    course = package()
    one = module(course)
    with committed():
        with_new(one, step("New")).publish()
    assert not ContentChange.objects.exists()


def test_what_is_published_where_nobody_is_asked_asks_those_midway(begun):
    """By a workflow's approval, a catalogue file, or many pages at once."""
    with committed():
        with_new(begun.first, step("New")).publish(user=begun.editor)
    change = ContentChange.objects.get()
    assert (change.choice, change.reason, change.by) == (MIDWAY, "not asked", begun.editor)
    assert (change.midway, change.finished) == (2, 1)
    with committed():
        ModulePage.objects.get(pk=begun.first.pk).latest_revision.publish()
    assert ContentChange.objects.count() == 1


def publish_scheduled(begun) -> None:
    """As the clock passes the time that was set."""
    past = timezone.now() - timedelta(minutes=1)
    page = ModulePage.objects.get(pk=begun.first.pk)
    revision = page.scheduled_revision
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    ContentChange.objects.filter(revision=revision.pk).update(at=past)
    with committed():
        call_command("publish_scheduled")


def test_a_choice_made_for_later_is_done_when_it_goes_live(begun):
    at = timezone.now() + timedelta(hours=1)
    change = publish(begun, with_new(begun.first, step("New"), go_live_at=at), AGAIN)
    assert change.at == at
    assert begun.way(begun.fia).version == 1
    publish_scheduled(begun)
    change.refresh_from_db()
    assert begun.way(begun.fia).version == 2
    assert change.at > timezone.now() - timedelta(seconds=50)
    assert ContentChange.objects.count() == 1


def test_a_later_choice_takes_the_place_of_a_planned_one(begun):
    at = timezone.now() + timedelta(hours=1)
    publish(begun, with_new(begun.first, step("New"), go_live_at=at), AGAIN)
    publish(begun, with_new(begun.first, step("Else")), KEEP)
    assert ContentChange.objects.get().choice == KEEP


def test_scheduled_without_a_choice_is_recorded_as_scheduled(begun):
    at = timezone.now() + timedelta(hours=1)
    with_new(begun.first, step("New"), go_live_at=at).publish()
    publish_scheduled(begun)
    change = ContentChange.objects.get()
    assert (change.choice, change.reason) == (MIDWAY, "scheduled")


def test_another_language_counts_its_own(begun):
    other = package("rhythm", language="en", translation_key=begun.course.translation_key)
    theirs = module(other, *begun.first.steps.raw_data, translation_key=begun.first.translation_key)
    with committed():
        with_new(theirs, step("New")).publish()
    assert not ContentChange.objects.exists()
    mark_step(enrolment=begun.way(begun.moa), module=theirs, step=step_ids(theirs)[1])
    assert begun.way(begun.moa).percent == 66
