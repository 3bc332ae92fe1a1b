"""Approving and returning: what follows, who wins of two at once, and older versions."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.models import User
from courses.models import ModulePage
from progress.actions.approve_submission import approve_submission
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.actions.return_submission import return_submission
from progress.models import Certificate, Enrolment, Message, StepRecord, Submission
from progress.reports.audit import audit
from progress.rules.assignments import CannotReview
from progress.rules.learning_errors import CannotLearn
from progress.rules.study_groups import CannotInGroup
from tests.progress.assignments import attach, handed_in, make_class
from tests.progress.edits import committed, with_new
from tests.progress.packages import module, step, step_ids

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private", "in_english")]


@pytest.fixture
def team():
    yield make_class()
    assert list(audit()) == []


def told(kind: str) -> list:
    return [one.person for one in Message.objects.filter(kind=f"submission_{kind}")]


def refused(act, **what) -> str:
    with pytest.raises(CannotReview) as caught:
        act(**what)
    return caught.value.code


def test_approved_the_step_is_done_with_its_minutes_the_completion_and_the_certificate(team):
    submission = handed_in(team)
    approve_submission(submission=submission, by=team.anna, comment="Well thought out.")
    record = StepRecord.objects.get()
    assert (record.how, record.minutes, record.enrolment) == ("approved", 90, team.way)
    team.way.refresh_from_db()
    assert (team.way.percent, team.way.minutes) == (100, 90)
    assert team.way.completed_at is not None
    assert Certificate.objects.get().person == team.bo
    assert told("approved") == [team.bo]
    assert "Well thought out." in Message.objects.get(kind="submission_approved").text


def test_it_is_not_the_learner_who_was_here_when_it_was_approved(team):
    other = module(team.course, step("Next"), step("And then"))
    mark_step(enrolment=team.way, module=other, step=step_ids(other)[0])
    submission = handed_in(team)
    mark_step(enrolment=team.way, module=other, step=step_ids(other)[0])
    before = Enrolment.objects.get(pk=team.way.pk)
    approve_submission(submission=submission, by=team.anna, now=timezone.now() + timedelta(days=3))
    after = Enrolment.objects.get(pk=team.way.pk)
    assert after.percent > before.percent
    for field in ("at_module_id", "at_step", "last_seen_at"):
        assert getattr(after, field) == getattr(before, field)


def test_approved_twice_by_the_same_person_it_is_approved_once(team):
    submission = handed_in(team)
    for _ in range(2):
        approve_submission(submission=submission, by=team.anna)
    assert StepRecord.objects.count() == len(told("approved")) == 1


def test_of_two_reviewers_one_wins_and_the_other_is_told(team):
    submission = handed_in(team)
    read = Submission.objects.get(pk=submission.pk)  # as the other one has it on the screen
    return_submission(submission=submission, by=team.anna, comment="Say more of the refrain.")
    assert refused(approve_submission, submission=read, by=team.cia) == "was-returned"
    assert not StepRecord.objects.exists()
    again = handed_in(team, "With a refrain.")
    approve_submission(submission=again, by=team.cia)
    what = {"submission": again, "by": team.anna, "comment": "More"}
    assert refused(return_submission, **what) == "was-approved"
    assert refused(approve_submission, submission=again, by=team.anna) == "was-approved"
    assert len(told("approved")) == len(told("returned")) == 1


def test_a_return_needs_a_comment(team):
    submission = handed_in(team)
    assert refused(return_submission, submission=submission, by=team.anna, comment=" ") == (
        "comment-missing"
    )
    submission.refresh_from_db()
    assert submission.state == "handed_in"
    assert not told("returned")


def test_nobody_answers_their_own(team):
    submission = handed_in(team)
    assert refused(approve_submission, submission=submission, by=team.bo) == "own"
    assert refused(return_submission, submission=submission, by=team.bo, comment="Fine") == "own"


def test_what_is_not_handed_in_is_not_answered(team):
    draft = attach(team).submission
    assert refused(approve_submission, submission=draft, by=team.anna) == "not-waiting"


def test_returned_it_stays_as_it_was_and_the_next_one_has_the_next_number(team):
    attach(team)
    first = handed_in(team)
    return_submission(submission=first, by=team.anna, comment="Say more.")
    assert told("returned") == [team.bo]
    second = handed_in(team, "More of it.")
    first.refresh_from_db()
    assert (first.state, first.text, first.comment) == (
        "returned",
        "Pulse, then song.",
        "Say more.",
    )
    assert (first.files.count(), second.files.count()) == (1, 0)
    assert (second.number, second.text) == (2, "More of it.")


def test_done_there_is_nothing_more_to_hand_in(team):
    approve_submission(submission=handed_in(team), by=team.anna)
    with pytest.raises(CannotLearn, match="This step is done"):
        handed_in(team)


def test_a_group_does_not_confirm_what_each_hands_in(team):
    value = team.page.steps.raw_data[0]["value"]
    value["form"] = "group"
    team.page.save_revision().publish()
    with pytest.raises(CannotInGroup):
        confirm_joint_step(
            group=team.group,
            step=team.plan,
            present=[team.group.members.get(person=team.bo).pk],
            by=team.anna,
        )


def test_what_has_left_the_course_since_can_be_approved_all_the_same(team):
    submission = handed_in(team)
    page = ModulePage.objects.get(pk=team.page.pk)
    page.steps = page.steps.stream_block.to_python([page.steps.raw_data[1]])
    page.save_revision().publish()
    approve_submission(submission=submission, by=team.anna)
    assert StepRecord.objects.get().minutes == 0


def asked_again(team, page):
    with committed():
        publish_change(
            module=page,
            revision=with_new(page, step("New")),
            choice="again",
            reason="Much is new.",
            by=User.objects.create_superuser("edda@example.org", name="Edda"),
        )


def test_handed_in_work_stays_with_the_version_it_was_handed_in_for(team):
    submission = handed_in(team)
    asked_again(team, team.page)
    submission.refresh_from_db()
    new = Enrolment.objects.current().get(person=team.bo)
    assert submission.enrolment == team.way != new
    assert not new.submissions.exists()
    approve_submission(submission=submission, by=team.anna)
    old = Enrolment.objects.get(pk=team.way.pk)
    assert [one.how for one in old.steps.all()] == ["approved"]
    assert (old.minutes, old.completed_at, new.steps.count()) == (90, None, 0)
    assert told("approved") == [team.bo]
    team.way = new
    handed_in(team, "For the new version.")  # each version has its own


def test_of_a_module_that_is_not_asked_again_it_counts_in_the_new_version_too(team):
    other = module(team.course, step("Listen"))
    submission = handed_in(team)
    mark_step(enrolment=team.way, module=other, step=step_ids(other)[0])
    asked_again(team, other)
    approve_submission(submission=submission, by=team.anna)
    new = Enrolment.objects.current().get(person=team.bo)
    assert (new.version, [one.how for one in new.steps.all()], new.minutes) == (
        2,
        ["approved"],
        90,
    )


def test_what_is_approved_is_carried_over_and_its_submission_stays(team):
    other = module(team.course, step("Listen"), step("Sing"))
    submission = handed_in(team)
    approve_submission(submission=submission, by=team.anna)
    mark_step(enrolment=team.way, module=other, step=step_ids(other)[0])
    asked_again(team, other)
    new = Enrolment.objects.current().get(person=team.bo)
    assert [one.how for one in new.steps.all()] == ["approved"]
    assert list(new.submissions.all()) == []


def test_the_audit_sees_what_does_not_hold(team):
    approved, file = handed_in(team), None
    approve_submission(submission=approved, by=team.anna)
    StepRecord.objects.all().delete()
    team.way.refresh_from_db()
    lines = [line.split(":")[0] for line in audit()]
    assert "what_is_approved_is_done" in lines
    StepRecord.objects.create(
        enrolment=team.way, module=team.page, step=team.plan, how="approved", minutes=90
    )
    Submission.objects.update(state="returned", decided_by=team.bo)
    file = approved.files.create(file="submissions/none.pdf", name="none.pdf", size=3)
    lines = [line.split(":")[0] for line in audit()]
    assert set(lines) == {
        "approved_steps_were_approved",
        "nobody_answered_themselves",
        "files_are_kept",
        "submissions_are_told_to_whom_they_concern",
    }
    file.delete()
    Submission.objects.update(state="approved", decided_by=team.anna)
    call_command("audit")
